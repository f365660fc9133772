package dev.gantry.backup;

import java.util.Optional;
import java.util.Set;

import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.EntryKey;
import dev.gantry.erase.Owners;

/**
 * Which of a backup's entries are wanted.
 *
 * @param stores names; empty: all
 * @param scope empty: all
 * @param prefix of ids
 * @param keys entries that are listed; empty: all
 * @param users whose entries are wanted; empty: everybody's
 * @param ordered whether entries of ordered stores are wanted as well
 * @param erased whose entries are not
 */
record Selection(
        Set<String> stores,
        Optional<String> scope,
        String prefix,
        Optional<WantedKeys> keys,
        Optional<WantedUsers> users,
        boolean ordered,
        Owners erased) {

    Selection {
        stores = Set.copyOf(stores);
    }

    Selection without(Owners others) {
        return new Selection(stores, scope, prefix, keys, users, ordered, others);
    }

    /** The same, without entries of ordered stores. */
    Selection withoutOrdered() {
        return new Selection(stores, scope, prefix, keys, users, false, erased);
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
                && users.map(wanted -> wanted.own(entry)).orElse(true)
                && !erased.own(
                        entry.ordered(),
                        entry.key().dataStore(),
                        entry.key().scope(),
                        entry.key().id(),
                        entry.users());
    }

    /** Whether keys alone may show that nothing of a part is wanted. */
    boolean isNarrow() {
        return !stores.isEmpty() || scope.isPresent() || !prefix.isEmpty() || keys.isPresent();
    }
}
