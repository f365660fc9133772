package dev.gantry.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.limits.UniverseClass;

/**
 * Makes entries what rows say they were. A row is {@code {dataStore, scope, id, value, users, attributes}}, the last three JSON
 * as text, or {@code {dataStore, scope, id, delete: true}}.
 *
 * @param ifChanged what to do about entries that are there and not as their row says
 * @param path only this part of the values is made what it was, and all else stays; empty: all of the entries
 * @param deletes whether there are rows that delete
 */
public record EntryRestores(UniverseId universe, IfChanged ifChanged, Optional<ValuePath> path, boolean deletes)
        implements Changes {

    /** What to do about an entry that somebody has written since it was what its row says. */
    public enum IfChanged {
        /** Leave it as it is. */
        SKIP,
        /** Make it what it was. */
        OVERWRITE,
        /** Leave it as it is, and count a conflict. */
        FAIL
    }

    @Override
    public List<ApiOperation> operations() {
        List<ApiOperation> operations =
                new ArrayList<>(List.of(DataStores.GET_ENTRY, StoredEntries.UPDATE, StoredEntries.CREATE));
        if (deletes) {
            operations.add(StoredEntries.DELETE);
        }
        return operations;
    }

    @Override
    public WritingSink<EntryAddress> connect(Writing writing) {
        return sink(writing).of(new RestoreEdit(universe, ifChanged, path), writing);
    }

    @Override
    public WritingSink<EntryAddress> connectToPlanned(Writing writing) {
        return sink(writing).ofPlanned(writing);
    }

    private EntriesSink sink(Writing writing) {
        Estimate estimate = new Estimate(writing.cloud(), universe, UniverseClass.WRITE);
        return new EntriesSink(target(), estimate, Guards.NONE, Locking.DEFAULT);
    }

    @Override
    public String target() {
        return "entries of data stores of universe " + universe;
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.universe(universe));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.empty();
    }
}
