package dev.gantry.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.DataStores;
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
    public WritingSink connect(Writing writing) {
        return WritingSink.of(
                target(),
                estimate(writing),
                new RestoreEdit(universe, ifChanged, path),
                new SharedState(writing, Guards.NONE));
    }

    @Override
    public WritingSink connectToPlanned(Writing writing) {
        SharedState shared = new SharedState(writing, Guards.NONE);
        Edit planned = new PlannedEdit(shared.ours(), new StoredEntries(writing.cloud()));
        return WritingSink.of(target(), estimate(writing), planned, shared);
    }

    private Estimate estimate(Writing writing) {
        return new Estimate(writing.cloud(), universe, UniverseClass.WRITE);
    }

    @Override
    public String target() {
        return "entries of data stores of universe " + universe;
    }

    @Override
    public Optional<UniverseId> changedUniverse() {
        return Optional.of(universe);
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.empty();
    }
}
