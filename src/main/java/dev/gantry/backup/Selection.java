package dev.gantry.backup;

import java.util.Optional;
import java.util.Set;

import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.EntryKey;

/**
 * Which of a backup's entries are wanted.
 *
 * @param stores names; empty: all
 * @param scope empty: all
 * @param prefix of ids
 * @param keys entries that are listed; empty: all
 * @param users whose entries are wanted; empty: everybody's
 * @param ordered whether entries of ordered stores are wanted as well
 */
record Selection(
        Set<String> stores,
        Optional<String> scope,
        String prefix,
        Optional<WantedKeys> keys,
        Optional<WantedUsers> users,
        boolean ordered) {

    Selection {
        stores = Set.copyOf(stores);
    }

    /** The same, without entries of ordered stores. */
    Selection withoutOrdered() {
        return new Selection(stores, scope, prefix, keys, users, false);
    }

    /** Whether its key may be wanted: whose it is does not count. */
    boolean takes(EntryKey key) {
        return (stores.isEmpty() || stores.contains(key.dataStore()))
                && scope.map(key.scope()::equals).orElse(true)
                && key.id().startsWith(prefix)
                && keys.map(listed -> listed.has(key)).orElse(true);
    }

    boolean takes(Entry entry) {
        return (ordered || !entry.ordered())
                && takes(entry.key())
                && users.map(wanted -> wanted.own(entry)).orElse(true);
    }

    /** Whether keys alone may show that nothing of a part is wanted. */
    boolean isNarrow() {
        return !stores.isEmpty() || scope.isPresent() || !prefix.isEmpty() || keys.isPresent();
    }
}
