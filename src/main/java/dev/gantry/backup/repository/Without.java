package dev.gantry.backup.repository;

import java.util.List;
import java.util.Map;

import dev.gantry.erase.Owners;
import tools.jackson.databind.JsonNode;

/** A manifest as it is without what was erased. */
final class Without {
    private static final String ORDERED = " ordered";

    private Without() {}

    /**
     * Makes it.
     *
     * @param stored how many of the entries that went the backup had stored itself
     * @param unchanged how many it had found in earlier ones
     * @param ofStores how many went of each store, by {@link #name}
     */
    static Manifest of(
            Manifest manifest,
            List<Part> parts,
            List<FileRef> superseded,
            List<FileRef> lists,
            long stored,
            long unchanged,
            EraseUnstored unstored,
            Map<String, Long> ofStores,
            Owners erased) {
        Ledger before = manifest.ledger();
        long gone = stored
                + unchanged
                + unstored.states().values().stream().mapToLong(Long::longValue).sum();
        Ledger ledger = new Ledger(
                before.listed(),
                before.stored() - stored,
                before.unchanged() - unchanged,
                before.absent() - unstored.of("absent"),
                before.unreadable() - unstored.of("unreadable"),
                before.failed() - unstored.of("failed"),
                before.erased() + gone);
        return new Manifest(
                manifest.id(),
                manifest.job(),
                manifest.run(),
                manifest.universe(),
                manifest.asOf(),
                manifest.moment(),
                manifest.finished(),
                manifest.version(),
                incomplete(manifest, erased),
                manifest.keep(),
                ledger,
                stores(manifest, ofStores, erased),
                parts,
                superseded,
                lists,
                manifest.encryptedBy());
    }

    private static List<String> incomplete(Manifest manifest, Owners erased) {
        List<String> names = manifest.stores().stream()
                .filter(store -> erased.ownStore(store.ordered(), store.name()))
                .map(StoreCount::name)
                .toList();
        return manifest.incomplete().stream()
                .map(why ->
                        names.stream().anyMatch(why::contains) ? "it lacked something of a user who was erased" : why)
                .toList();
    }

    private static List<StoreCount> stores(Manifest manifest, Map<String, Long> ofStores, Owners erased) {
        return manifest.stores().stream()
                .filter(store -> !erased.ownStore(store.ordered(), store.name()))
                .map(store -> store.without(ofStores.getOrDefault(store.name() + (store.ordered() ? ORDERED : ""), 0L)))
                .toList();
    }

    /** Names the store of an entry, ordered ones apart. */
    static String name(JsonNode row) {
        return row.path(Columns.STORE).asString() + (row.path(Columns.ORDERED).asBoolean() ? ORDERED : "");
    }
}
