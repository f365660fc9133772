package dev.gantry.writeback;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One place in which an entry changes.
 *
 * @param path jq's, below the value; or {@code users}, or {@code attributes} and what is below
 * @param before JSON; empty: there is nothing
 * @param after JSON; empty: there is nothing any more
 */
public record Difference(String path, Optional<String> before, Optional<String> after) {

    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** All places, in the order of what is changed. */
    public static List<Difference> of(Begin begin) {
        return switch (begin) {
            case Intent intent -> of(intent);
            case Act act -> of(act);
        };
    }

    private static List<Difference> of(Act act) {
        List<Difference> found = new ArrayList<>();
        if (act.before().isEmpty() || act.after().isEmpty()) {
            found.add(new Difference(".", act.before(), act.after()));
        } else {
            compare(
                    ".",
                    ExactJson.parse(act.before().get()),
                    ExactJson.parse(act.after().get()),
                    found);
        }
        return found;
    }

    private static List<Difference> of(Intent intent) {
        return between(intent.before().map(StoredEntry::content), intent.after());
    }

    /** All places in which an entry differs from another; empty: there is none. */
    public static List<Difference> between(Optional<EntryContent> before, Optional<EntryContent> after) {
        List<Difference> found = new ArrayList<>();
        if (before.isEmpty() || after.isEmpty()) {
            found.add(new Difference(".", before.map(EntryContent::value), after.map(EntryContent::value)));
            return found;
        }
        EntryContent old = before.get();
        EntryContent now = after.get();
        compare(".", ExactJson.parse(old.value()), ExactJson.parse(now.value()), found);
        compare("users", ExactJson.parse(old.users()), ExactJson.parse(now.users()), found);
        compare("attributes", ExactJson.parse(old.attributes()), ExactJson.parse(now.attributes()), found);
        return found;
    }

    private static void compare(
            String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Difference> found) {
        if (before != null && after != null && before.isObject() && after.isObject()) {
            Set<String> keys = new LinkedHashSet<>(before.propertyNames());
            keys.addAll(after.propertyNames());
            keys.forEach(key -> compare(below(path, key), before.get(key), after.get(key), found));
        } else if (before != null
                && after != null
                && before.isArray()
                && after.isArray()
                && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "[" + i + "]", before.get(i), after.get(i), found);
            }
        } else {
            Optional<String> old = Optional.ofNullable(before).map(ExactJson::text);
            Optional<String> now = Optional.ofNullable(after).map(ExactJson::text);
            if (!old.equals(now)) {
                found.add(new Difference(path, old, now));
            }
        }
    }

    private static String below(String path, String key) {
        String dot = path.equals(".") ? "" : path;
        return PLAIN_KEY.matcher(key).matches()
                ? dot + "." + key
                : dot + (dot.isEmpty() ? "." : "") + "[\"" + key + "\"]";
    }
}
