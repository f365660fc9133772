package dev.gantry.opencloud;

import java.time.Instant;

import dev.gantry.opencloud.http.PathSegment;

/** Where one entry lives. */
public record EntryAddress(UniverseId universe, DataStoreId dataStore, ScopeId scope, EntryId id) {

    /**
     * The address of a listed entry. Under {@link ScopeId#ALL} the listed id is {@code scope/key}; a scope holds no
     * slash, so the first one divides them.
     */
    public static EntryAddress ofListed(UniverseId universe, DataStoreId dataStore, ScopeId scope, EntryId listed) {
        if (!scope.equals(ScopeId.ALL)) {
            return new EntryAddress(universe, dataStore, scope, listed);
        }
        int slash = listed.value().indexOf('/');
        if (slash < 1 || slash == listed.value().length() - 1) {
            throw new IllegalArgumentException(
                    "an entry listed over all scopes is named scope/key, found \"" + listed + "\"");
        }
        return new EntryAddress(
                universe,
                dataStore,
                new ScopeId(listed.value().substring(0, slash)),
                new EntryId(listed.value().substring(slash + 1)));
    }

    /**
     * The request path. The text after the last {@code @} of an id is read as a revision, so an id that holds one is
     * asked for as {@code id@latest}. So is an id that would be a step in the path.
     */
    String path() {
        String id = id().value();
        return path(isMistakable(id) ? id + "@latest" : id);
    }

    /** The request path of the list that it belongs to. */
    String entriesPath() {
        return DataStores.storePath(universe, dataStore) + "/scopes/" + PathSegment.encode(scope.value()) + "/entries";
    }

    /** The request path of what was current at a moment. */
    String pathAsOf(Instant moment) {
        return path(id().value() + "@latest:" + moment);
    }

    /** The request path of one of its revisions. */
    String pathOf(String revision) {
        return path(id().value() + "@" + revision);
    }

    private String path(String segment) {
        return entriesPath() + "/" + PathSegment.encode(segment);
    }

    private static boolean isMistakable(String id) {
        return id.indexOf('@') >= 0 || id.equals(".") || id.equals("..");
    }
}
