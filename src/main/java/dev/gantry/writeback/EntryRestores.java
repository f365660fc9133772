package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.limits.UniverseClass;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Makes entries what rows say they were. A row is {@code {dataStore, scope, id, value, users, attributes}}, the last three JSON
 * as text, or {@code {dataStore, scope, id, delete: true}}.
 *
 * @param ifChanged what to do about entries that are there and not as their row says
 * @param path only this part of the values is made what it was, and all else stays; empty: all of the entries
 * @param deletes whether there are rows that delete
 */
public record EntryRestores(UniverseId universe, IfChanged ifChanged, Optional<ValuePath> path, boolean deletes)
        implements ChangesEntries {

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
        return new WritingSink(
                target(), estimate(writing), new RestoreEdit(universe, ifChanged, path), new SharedState(writing));
    }

    @Override
    public WritingSink connectToPlanned(Writing writing) {
        SharedState shared = new SharedState(writing);
        return new WritingSink(target(), estimate(writing), new PlannedEdit(shared.ours()), shared);
    }

    private Estimate estimate(Writing writing) {
        return new Estimate(writing.cloud(), universe, UniverseClass.WRITE);
    }

    @Override
    public String target() {
        return "entries of data stores of universe " + universe;
    }

    @Override
    public void refuseBadTarget(Outside outside) {}

    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        throw new IllegalStateException("entries are restored by a sink that is connected");
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) {
        throw new IllegalStateException("entries are restored by a sink that is connected");
    }
}
