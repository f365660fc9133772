package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One standard data store: scopes with their entries, and whether it is marked for deletion. */
final class DataStore {
    /** The scope of entries whose path names none. */
    static final String GLOBAL = "global";

    /** In a path, instead of a scope: all of them; ids then read {@code scope/key}. */
    static final String ALL_SCOPES = "-";

    private final String name;
    private final Instant createTime;
    private final NavigableMap<String, Scope> scopes = new ConcurrentSkipListMap<>();
    private volatile @Nullable Instant deleteTime;

    DataStore(String name, Instant createTime, SeededPlayers global) {
        this.name = name;
        this.createTime = createTime;
        scopes.put(GLOBAL, new Scope(global));
    }

    /** An entry's place in a store, in listing order. */
    record Key(String scope, String id) {}

    Optional<Entry> find(Key key, Instant now) {
        return Optional.ofNullable(scopes.get(key.scope())).flatMap(scope -> scope.find(key.id(), now));
    }

    Entry change(Key key, Instant now, Scope.Change change) {
        Scope known = scopes.get(key.scope());
        if (known != null) {
            return known.change(key.id(), now, change);
        }
        // Checked before the scope is made: a refused change leaves no empty scope behind.
        change.apply(Optional.empty());
        return scopes.computeIfAbsent(key.scope(), name -> new Scope(SeededPlayers.none()))
                .change(key.id(), now, change);
    }

    /** Keys of one scope whose id has a prefix, in order, at most so many. */
    List<Key> list(String scope, String prefix, String after, int most, boolean showDeleted, Instant now) {
        Scope entries = scopes.get(scope);
        return entries == null
                ? List.of()
                : entries.list(prefix, after, most, showDeleted, now).stream()
                        .map(id -> new Key(scope, id))
                        .toList();
    }

    /** Keys of all scopes whose {@code scope/id} has a prefix, in order of scope, then id; at most so many. */
    List<Key> listAll(String prefix, Optional<Key> after, int most, boolean showDeleted, Instant now) {
        List<Key> keys = new ArrayList<>();
        String first = after.map(Key::scope).orElse("");
        for (String scope : scopes.tailMap(first, true).keySet()) {
            String path = scope + "/";
            if (prefix.startsWith(path) || path.startsWith(prefix)) {
                String rest = prefix.substring(Math.min(path.length(), prefix.length()));
                String from = after.filter(key -> key.scope().equals(scope))
                        .map(Key::id)
                        .orElse("");
                keys.addAll(list(scope, rest, from, most - keys.size(), showDeleted, now));
            }
            if (keys.size() == most) {
                break;
            }
        }
        return keys;
    }

    String name() {
        return name;
    }

    Instant createTime() {
        return createTime;
    }

    boolean isDeleted() {
        return deleteTime != null;
    }

    /** Whether it was marked for deletion so long ago that it no longer exists. */
    boolean isGone(Instant now) {
        Instant deleted = deleteTime;
        return deleted != null && deleted.plus(Entry.KEPT).isBefore(now);
    }

    /** Marks it for deletion; marking it again changes nothing. */
    void delete(Instant now) {
        if (deleteTime == null) {
            deleteTime = now;
        }
    }

    void undelete() {
        deleteTime = null;
    }

    /** Writes it as {@code DataStore} of the OpenAPI document (checked 2026-11-23). */
    void write(JsonGenerator json, long universe) {
        Instant deleted = deleteTime;
        json.writeStartObject();
        json.writeStringProperty("path", "universes/" + universe + "/data-stores/" + name);
        json.writeStringProperty("createTime", createTime.toString());
        if (deleted != null) {
            json.writeStringProperty("expireTime", deleted.plus(Entry.KEPT).toString());
        }
        json.writeStringProperty("state", deleted == null ? "ACTIVE" : "DELETED");
        json.writeStringProperty("id", name);
        json.writeEndObject();
    }
}
