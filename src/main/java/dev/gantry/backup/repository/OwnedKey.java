package dev.gantry.backup.repository;

import dev.gantry.erase.Owners;

/** A key that belongs to somebody who is to be erased. */
public record OwnedKey(boolean ordered, String dataStore, String scope, String id) {
    /** As {@link Owners#place} names it. */
    public String place() {
        return Owners.place(ordered, dataStore, scope, id);
    }

    /** Not the key: it may be who it belongs to. */
    @Override
    public String toString() {
        return "a key of " + dataStore;
    }
}
