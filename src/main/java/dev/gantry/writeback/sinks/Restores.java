package dev.gantry.writeback.sinks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.Changes;
import dev.gantry.writeback.EntryRestores;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.Writing;

/**
 * Makes what rows say they were: entries of standard stores as {@link EntryRestores} does, beside them entries of ordered stores, or
 * stores that are marked for deletion. On the journal they are changes of the same run, planned, resumed and undone together.
 *
 * @param others which rows there may be beside those of standard entries
 */
public record Restores(EntryRestores entries, Others others) implements Changes {

    /** Rows beside those of standard entries. */
    public enum Others {
        ORDERED_ENTRIES,
        DELETED_STORES
    }

    private RestoredOthers acting() {
        return new RestoredOthers(entries.universe(), entries.ifChanged(), others == Others.DELETED_STORES);
    }

    /** What ordered entries take is named only where there may be some: a key that lacks it restores all else. */
    @Override
    public List<ApiOperation> operations() {
        List<ApiOperation> operations = new ArrayList<>(entries.operations());
        if (others == Others.DELETED_STORES) {
            operations.addAll(acting().operations());
        }
        return operations;
    }

    @Override
    public List<Changed> changed() {
        return entries.changed();
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.empty();
    }

    @Override
    public String target() {
        return acting().target();
    }

    @Override
    public MakesChanges connect(Writing writing) {
        return new RestoringSink(target(), entries.connect(writing), acting().connect(writing), writing);
    }

    @Override
    public MakesChanges connectToPlanned(Writing writing) {
        return new RestoringSink(
                target(), entries.connectToPlanned(writing), acting().connectToPlanned(writing), writing);
    }
}
