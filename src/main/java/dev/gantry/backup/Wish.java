package dev.gantry.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.backup.repository.Digests;
import dev.gantry.backup.repository.Entry;
import dev.gantry.erase.Owners;
import dev.gantry.files.DiskFailed;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a job says of which entries it restores, and where to.
 *
 * @param stores empty: all
 * @param scope empty: all
 * @param prefix of ids; may be empty
 * @param keys a file of entries; empty: all
 * @param users a file of users; empty: everybody
 */
record Wish(List<Renamed> stores, Optional<String> scope, String prefix, Optional<Path> keys, Optional<Path> users) {

    /** A store and what it is called where it is restored. */
    record Renamed(String from, String to) {

        /** {@code A}, or {@code A=B}. */
        static Renamed parse(String text) {
            int equals = text.indexOf('=');
            Renamed renamed = equals < 0
                    ? new Renamed(text, text)
                    : new Renamed(text.substring(0, equals), text.substring(equals + 1));
            var unused = new DataStoreId(renamed.from());
            var unusedToo = new DataStoreId(renamed.to());
            return renamed;
        }
    }

    Wish {
        stores = List.copyOf(stores);
    }

    /** Whether it may be about a store, as that is called where it comes from. */
    boolean isOf(String store) {
        return stores.isEmpty() || stores.stream().anyMatch(each -> each.from().equals(store));
    }

    /** Whether it is about less than whole stores. */
    boolean isOfSingleEntries() {
        return scope.isPresent() || !prefix.isEmpty() || keys.isPresent() || users.isPresent();
    }

    /** What a store is called where it is restored. */
    String renamed(String store) {
        return stores.stream()
                .filter(each -> each.from().equals(store))
                .map(Renamed::to)
                .findFirst()
                .orElse(store);
    }

    Selection selection() {
        Set<String> names = stores.stream().map(Renamed::from).collect(Collectors.toSet());
        return new Selection(
                names,
                scope,
                prefix,
                keys.map(file ->
                        WantedKeys.of(file.toString(), text(file).lines().toList())),
                users.map(file ->
                        WantedUsers.of(file.toString(), text(file).lines().toList())),
                true,
                Owners.NONE);
    }

    /** Of the files that name entries. */
    String fingerprint() {
        return Digests.content(
                keys.map(Wish::text).orElse(""), users.map(Wish::text).orElse(""), "");
    }

    /** @throws UserMistake if these are not the files that a run began with: what it goes on with must mean the same */
    void refuseIfChanged(String fingerprint) {
        if (!fingerprint.equals(fingerprint())) {
            throw new UserMistake(
                    "The file that lists what to restore has changed since the run began. Put it back, or start"
                            + " a new run.");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UserMistake("cannot read " + file + ": " + DiskFailed.reason(unreadable)
                    + ". It lists, one a line, what to restore.");
        }
    }

    /** The row that makes an entry what it was. */
    Row row(Entry entry) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("dataStore", renamed(entry.key().dataStore()))
                .put("scope", entry.key().scope())
                .put("id", entry.key().id())
                .put("value", entry.value());
        if (entry.ordered()) {
            return new Row("ordered " + entry.key(), json.put("ordered", true));
        }
        return new Row(entry.key().toString(), json.put("users", entry.users()).put("attributes", entry.attributes()));
    }

    /** The row that deletes one. */
    Row deletion(String store, String scope, String id) {
        return new Row(
                store + "/" + scope + "/" + id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("dataStore", renamed(store))
                        .put("scope", scope)
                        .put("id", id)
                        .put("delete", true));
    }
}
