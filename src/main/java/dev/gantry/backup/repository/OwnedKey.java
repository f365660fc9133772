package dev.gantry.backup.repository;

/** A key that belongs to somebody who is to be erased. */
public record OwnedKey(boolean ordered, String dataStore, String scope, String id) {
    /** Not the key: it may be who it belongs to. */
    @Override
    public String toString() {
        return "a key of " + dataStore;
    }
}
