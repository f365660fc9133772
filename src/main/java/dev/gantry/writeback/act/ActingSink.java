package dev.gantry.writeback.act;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.journal.Result;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Makes changes while the run reads. Its journals are in a folder that outlives the run. */
final class ActingSink implements MakesChanges {

    /** More changes than any partition has. */
    private static final long CHANGES_OF_A_PARTITION = 1L << 40;

    private final Acting acting;
    private final Wishes wishes;
    private final Remote remote;
    private final ActState state;

    ActingSink(Acting acting, Wishes wishes, Remote remote, ActState state) {
        this.acting = acting;
        this.wishes = wishes;
        this.remote = remote;
        this.state = state;
    }

    @Override
    public String target() {
        return acting.target();
    }

    @Override
    public void refuseBadTarget(Outside outside) {}

    /** Rows of a plan were checked when it was made. */
    @Override
    public void check(Row row) {
        if (!(wishes instanceof PlannedWishes)) {
            acting.check(row);
        }
    }

    /** @param stagingFile only its name counts, which begins with the partition's number */
    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        String name = String.valueOf(stagingFile.getFileName());
        long partition = Long.parseLong(name.substring(0, name.indexOf('.')));
        Path file = state.writing().journals().resolve(partition + ".journal");
        return new ActWriter(wishes, remote, state, file, partition * CHANGES_OF_A_PARTITION);
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) {
        Tally tally = tally();
        return new Published(target(), tally.changed(), 0, 0, Optional.empty(), notes(tally));
    }

    private List<String> notes(Tally tally) {
        List<String> notes = new ArrayList<>();
        if (state.writing().onlyPlans()) {
            if (tally.changed() > 0) {
                notes.add(ActEstimate.of(
                        tally.changed(), remote, acting, state.writing().cloud()));
            }
            acting.staysDone().ifPresent(why -> notes.add("it cannot be undone: " + why));
        }
        long uncertain = uncertain();
        if (uncertain > 0) {
            notes.add(uncertain + (uncertain == 1 ? " change is" : " changes are")
                    + " uncertain: answers were lost, and nothing tells whether they were done; gantry show --changes names"
                    + " them");
        }
        return notes;
    }

    private long uncertain() {
        long[] found = new long[1];
        JournaledChange.each(state.writing().journals(), change -> {
            found[0] += change.outcome()
                            .filter(end -> end.result() == Result.UNCERTAIN)
                            .isPresent()
                    ? 1
                    : 0;
            return true;
        });
        return found[0];
    }

    @Override
    public Tally tally() {
        return Tally.of(state.writing().journals(), state.writing().onlyPlans());
    }
}
