package dev.gantry.emulator.datastore;

import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Refused;

/**
 * The place that a call names: a store of a universe, and a key in it.
 *
 * @param universe the universe, which exists
 * @param store name of a store, which need not
 * @param key scope and id
 */
record EntryAddress(Universe universe, String store, DataStore.Key key) {
    private static final int LONGEST_NAME = 50;

    EntryAddress {
        checkName("data store", store);
        checkName("scope", key.scope());
        checkName("id", key.id());
    }

    /**
     * The entry with an id in the store and scope that the call's path names. In all scopes together, the id begins with
     * its scope.
     *
     * @throws Refused 400 when a name is too long
     */
    static EntryAddress of(Call call, Universe universe, String id) {
        String scope = scope(call);
        String store = call.variable("data_store_id");
        if (!scope.equals(DataStore.ALL_SCOPES)) {
            return new EntryAddress(universe, store, new DataStore.Key(scope, id));
        }
        int slash = id.indexOf('/');
        if (slash < 0) {
            throw Refused.invalid("With scope - an id must read scope/key, but is " + id);
        }
        return new EntryAddress(universe, store, new DataStore.Key(id.substring(0, slash), id.substring(slash + 1)));
    }

    /** The scope that the call's path names, the global one if it names none. */
    static String scope(Call call) {
        return call.path().getOrDefault("scope_id", DataStore.GLOBAL);
    }

    /** The same place with another id. */
    EntryAddress withId(String id) {
        return new EntryAddress(universe, store, new DataStore.Key(key.scope(), id));
    }

    /** The resource path, which names the scope always. */
    String path() {
        return path(universe.id(), store, key);
    }

    static String path(long universe, String store, DataStore.Key key) {
        return "universes/" + universe + "/data-stores/" + store + "/scopes/" + key.scope() + "/entries/" + key.id();
    }

    private static void checkName(String what, String name) {
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > LONGEST_NAME) {
            throw Refused.invalid("A " + what + " has 1 to " + LONGEST_NAME + " characters, not " + length);
        }
        if (name.indexOf('\0') >= 0) {
            throw Refused.invalid("A " + what + " holds no NUL character");
        }
    }
}
