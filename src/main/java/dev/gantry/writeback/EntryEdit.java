package dev.gantry.writeback;

import java.util.Map;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.job.jq.Jq;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.opencloud.UniverseId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a job's rows want of entries.
 *
 * @param users over the stored users; empty: they stay
 * @param attributes over the stored attributes; empty: they stay
 */
record EntryEdit(
        UniverseId universe,
        Template dataStore,
        Template scope,
        Template id,
        NewValue value,
        Missing missing,
        Optional<Marker> once,
        Optional<Jq> users,
        Optional<Jq> attributes)
        implements Edit {

    private static final int LONGEST_KEY = 50;
    private static final String USER = "users/";

    @Override
    public EntryAddress address(Row row) {
        try {
            String key = id.text(row);
            if (key.isEmpty() || key.codePointCount(0, key.length()) > LONGEST_KEY) {
                throw new IllegalArgumentException("a key has 1 to " + LONGEST_KEY + " characters, and id: comes to "
                        + key.codePointCount(0, key.length()));
            }
            return new EntryAddress(
                    universe, new DataStoreId(dataStore.text(row)), new ScopeId(scope.text(row)), new EntryId(key));
        } catch (IllegalArgumentException refused) {
            throw rejected(row, String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public Decision decide(Row row, Optional<StoredEntry> now) {
        if (now.isEmpty()) {
            return switch (missing) {
                case SKIP -> Decision.skip("there is no such entry");
                case CREATE -> change(row, now);
                case FAIL ->
                    throw rejected(
                            row, "there is no such entry; missing: skip passes over such rows, create makes them");
            };
        }
        JsonNode attributes = ExactJson.parse(now.get().content().attributes());
        return once.filter(marker -> marker.isIn(attributes)).isPresent()
                ? Decision.skip("it was changed once before: " + once.get().name())
                : change(row, now);
    }

    private Decision change(Row row, Optional<StoredEntry> now) {
        Optional<JsonNode> stored =
                now.map(entry -> ExactJson.parse(entry.content().value()));
        Optional<JsonNode> computed = value.of(row, stored);
        if (computed.isEmpty()) {
            return new Decision.Change(Optional.empty());
        }
        try {
            EntryContent content = now.map(StoredEntry::content)
                    .orElse(new EntryContent("null", EntryContent.NO_USERS, EntryContent.NO_ATTRIBUTES));
            return changed(row, now.isEmpty(), content, ExactJson.text(computed.get()));
        } catch (IllegalArgumentException refused) {
            throw rejected(row, String.valueOf(refused.getMessage()));
        }
    }

    private Decision changed(Row row, boolean isNew, EntryContent before, String computed) {
        // What an expression leaves alone is sent again as it is stored, whatever else JSON could call it.
        String value = !isNew && isAlike(before.value(), computed) ? before.value() : computed;
        String users = users(row, before.users());
        String attributes = attributes(row, before.attributes());
        EntryContent after = new EntryContent(value, users, attributes);
        if (!isNew && after.equals(before)) {
            return Decision.unchanged();
        }
        EntryContent marked = once.map(marker ->
                        new EntryContent(value, users, ExactJson.text(marker.addedTo(ExactJson.parse(attributes)))))
                .orElse(after);
        return new Decision.Change(Optional.of(checked(marked)));
    }

    private static boolean isAlike(String stored, String computed) {
        return stored.equals(computed)
                || ExactJson.text(ExactJson.parse(stored)).equals(computed);
    }

    private String users(Row row, String stored) {
        if (users.isEmpty()) {
            return stored;
        }
        JsonNode result = users.get().one(row, ExactJson.parse(stored), Map.of(NewValue.ROW, row.json()));
        if (!result.isArray()) {
            throw new IllegalArgumentException(
                    "users: comes to " + Jq.typeOf(result) + ", and a list of users is needed");
        }
        ArrayNode paths = JsonNodeFactory.instance.arrayNode();
        result.forEach(user -> paths.add(user(user)));
        String text = ExactJson.text(paths);
        return isAlike(stored, text) ? stored : text;
    }

    private static String user(JsonNode user) {
        String id =
                user.isIntegralNumber() ? user.toString() : user.asString("").replaceFirst("^" + USER, "");
        if (!id.matches("[0-9]{1,19}")) {
            throw new IllegalArgumentException("users: holds what is no user; each is an id, or users/ and an id");
        }
        return USER + id;
    }

    private String attributes(Row row, String stored) {
        if (attributes.isEmpty()) {
            return stored;
        }
        JsonNode result = attributes.get().one(row, ExactJson.parse(stored), Map.of(NewValue.ROW, row.json()));
        if (!result.isObject()) {
            throw new IllegalArgumentException(
                    "attributes: comes to " + Jq.typeOf(result) + ", and an object is needed");
        }
        String text = ExactJson.text(result);
        return isAlike(stored, text) ? stored : text;
    }

    private EntryContent checked(EntryContent content) {
        if (content.value().length() > EntryContent.LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "the new value has " + content.value().length() + " characters, and " + EntryContent.LONGEST_VALUE
                            + " is the most that Open Cloud stores");
        }
        if (content.attributes().length() > EntryContent.LONGEST_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "the attributes have " + content.attributes().length() + " characters, and "
                            + EntryContent.LONGEST_ATTRIBUTES + " is the most that Open Cloud stores"
                            + (once.isPresent() ? "; a shorter name for once: may fit" : ""));
        }
        return content;
    }

    private static RowRejected rejected(Row row, String reason) {
        return new RowRejected(row.id(), "row " + row.id() + ": " + reason);
    }
}
