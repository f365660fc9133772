package dev.gantry.backup.repository;

/** Names an entry of a universe. */
public record EntryKey(String dataStore, String scope, String id) {
    @Override
    public String toString() {
        return dataStore + "/" + scope + "/" + id;
    }
}
