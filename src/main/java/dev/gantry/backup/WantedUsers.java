package dev.gantry.backup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.backup.repository.Entry;
import dev.gantry.job.UserMistake;

/** Users that a file lists, one a line: an id, or {@code users/id}. */
record WantedUsers(Set<String> ids) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final String PATH = "users/";

    WantedUsers {
        ids = Set.copyOf(ids);
    }

    /** @throws UserMistake if a line is no user */
    static WantedUsers of(String file, List<String> lines) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String id = line.startsWith(PATH) ? line.substring(PATH.length()) : line;
            if (NUMBER.matcher(id).matches()) {
                ids.add(id);
            } else if (!line.isEmpty()) {
                throw new UserMistake(file + ":" + (i + 1) + ": is no user's id, found \"" + line + "\".");
            }
        }
        return new WantedUsers(ids);
    }

    /** Whether an entry is said to be of one of them, or its key has the id of one as a whole number in it. */
    boolean own(Entry entry) {
        return anyIn(entry.key().id()) || anyIn(entry.users());
    }

    private boolean anyIn(String text) {
        Matcher numbers = NUMBER.matcher(text);
        while (numbers.find()) {
            if (ids.contains(numbers.group())) {
                return true;
            }
        }
        return false;
    }
}
