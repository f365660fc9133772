package dev.gantry.backup.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gantry.erase.Owners;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a backup's list of keys that are not stored has of some users.
 *
 * @param states how many keys of each state
 */
record EraseUnstored(Map<String, Long> states, Owners erased) {

    static EraseUnstored of(Backup backup, Owners erased) {
        Map<String, Long> states = new TreeMap<>();
        backup.unstored((row, json) -> {
            if (erased.ownKey(json)) {
                states.merge(json.path(Columns.STATE).asString(), 1L, Long::sum);
            }
        });
        return new EraseUnstored(states, erased);
    }

    boolean isAny() {
        return !states.isEmpty();
    }

    long of(String state) {
        return states.getOrDefault(state, 0L);
    }

    /** Takes a row of the list. */
    interface Taker {
        void take(ObjectNode row) throws IOException;
    }

    void eachLeft(Backup backup, Taker taker) throws IOException {
        List<ObjectNode> left = new ArrayList<>();
        backup.unstored((row, json) -> {
            if (!erased.ownKey(json)) {
                left.add((ObjectNode) json);
            }
        });
        for (ObjectNode row : left) {
            taker.take(row);
        }
    }
}
