package dev.gantry.backup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gantry.backup.repository.EntryKey;
import dev.gantry.job.UserMistake;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entries that a file lists, one a line: a key, which is meant in every store and scope, or {@code {"dataStore": ..., "scope":
 * ..., "id": ...}}, of which all but the id may be left out.
 */
record WantedKeys(Set<String> ids, Set<List<String>> places) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ANY = "";

    WantedKeys {
        ids = Set.copyOf(ids);
        places = Set.copyOf(places);
    }

    /** @throws UserMistake if a line is neither */
    static WantedKeys of(String file, List<String> lines) {
        Set<String> ids = new HashSet<>();
        Set<List<String>> places = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("{")) {
                places.add(place(file, i + 1, line));
            } else if (!line.isBlank()) {
                ids.add(line);
            }
        }
        return new WantedKeys(ids, places);
    }

    private static List<String> place(String file, int number, String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.path("id").isString()) {
                return List.of(
                        json.path("dataStore").asString(ANY),
                        json.path("scope").asString(ANY),
                        json.path("id").asString());
            }
        } catch (JacksonException noJson) {
            throw new UserMistake(file + ":" + number + ": is no JSON object; write a key, or {\"dataStore\": ...,"
                    + " \"scope\": ..., \"id\": ...}.");
        }
        throw new UserMistake(file + ":" + number + ": has no \"id\".");
    }

    boolean has(EntryKey key) {
        return ids.contains(key.id())
                || (!places.isEmpty()
                        && (places.contains(List.of(key.dataStore(), key.scope(), key.id()))
                                || places.contains(List.of(key.dataStore(), ANY, key.id()))
                                || places.contains(List.of(ANY, key.scope(), key.id()))
                                || places.contains(List.of(ANY, ANY, key.id()))));
    }
}
