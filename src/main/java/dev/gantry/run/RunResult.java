package dev.gantry.run;

import java.util.List;
import java.util.Map;

import dev.gantry.source.walk.Item;
import dev.gantry.writeback.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What a run has come to so far; kept in the ledger.
 *
 * @param rowsRead rows delivered by the source, over all tries
 * @param rowsPublished rows at the target
 * @param skipped places that gave no row, by what became of them
 * @param rejected rows that a transform refused
 * @param requests sent, repeats included, over all tries
 * @param retries how many of them were repeats
 * @param throttled answers 429
 * @param bytesReceived body bytes
 * @param seconds of work, over all tries
 * @param target where the result is; none before it is published
 * @param files that hold it; 0 where no files do
 * @param changes what a run that changes things made of them
 * @param look a command that shows its first rows
 * @param notes sentences about the result
 * @param held what it has found, where it waits for the word to go on
 * @param failure why it ended, if it failed
 * @param incomplete whether the result lacks something, as the notes say; null: it lacks nothing, or nothing is known
 */
public record RunResult(
        long rowsRead,
        long rowsPublished,
        Map<Item.Outcome, Long> skipped,
        long rejected,
        long requests,
        long retries,
        long throttled,
        long bytesReceived,
        double seconds,
        @Nullable String target,
        int files,
        long fileBytes,
        @Nullable Tally changes,
        @Nullable String look,
        List<String> notes,
        @Nullable String held,
        @Nullable String failure,
        @Nullable Boolean incomplete) {

    static final RunResult NONE =
            new RunResult(0, 0, Map.of(), 0, 0, 0, 0, 0, 0, null, 0, 0, null, null, List.of(), null, null, null);

    public RunResult {
        skipped = Map.copyOf(skipped);
        notes = List.copyOf(notes);
    }

    /** The same, as far as the checkpoints have come. */
    RunResult with(Totals totals) {
        return new RunResult(
                totals.read().rows(),
                rowsPublished,
                totals.read().others(),
                totals.rejected(),
                requests,
                retries,
                throttled,
                bytesReceived,
                seconds,
                target,
                files,
                fileBytes,
                changes,
                look,
                notes,
                held,
                failure,
                incomplete);
    }
}
