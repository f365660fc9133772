package dev.gantry.backup.repository;

/** Keys of standard stores, very many in little memory. */
public final class KnownKeys {
    private final KeyTable keys = new KeyTable();

    public void add(EntryKey key) {
        var unused = keys.add(of(key), 0, 0);
    }

    public boolean has(EntryKey key) {
        return keys.find(of(key), 0) >= 0;
    }

    private static KeyTable.Key of(EntryKey key) {
        return KeyTable.Key.of(key.dataStore(), key.scope(), key.id(), false);
    }
}
