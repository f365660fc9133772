package dev.gantry.writeback.act;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.Changes;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.RunGuards;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.Writing;
import dev.gantry.writeback.WritingSink;
import dev.gantry.writeback.journal.Result;

/** A sink of changes that are no entries', as a job says it: what its rows want, and how that is done. */
public interface Acting extends Changes {

    Wishes wishes(OpenCloud cloud);

    Remote remote();

    /** What the job says to prevent harm. */
    Guards guards();

    /** What can be told of a row without asking Open Cloud: @throws dev.gantry.job.jq.RowRejected if it names nothing */
    @Override
    void check(Row row);

    @Override
    default MakesChanges connect(Writing writing) {
        return connect(writing, wishes(writing.cloud()), new KnownImages(writing));
    }

    @Override
    default MakesChanges connectToPlanned(Writing writing) {
        KnownImages images = new KnownImages(writing);
        return connect(writing, new PlannedWishes(remote(), images), images);
    }

    private MakesChanges connect(Writing writing, Wishes wishes, KnownImages images) {
        RunGuards run = new RunGuards(writing, guards());
        MakeActs making = new MakeActs(this, wishes, remote(), writing.cloud(), run, images);
        return new WritingSink<>(target(), making, run, tally -> notes(writing, tally));
    }

    private List<String> notes(Writing writing, Tally tally) {
        List<String> notes = new ArrayList<>();
        if (writing.onlyPlans()) {
            if (tally.changed() > 0) {
                notes.add(ActEstimate.of(tally.changed(), this, writing.cloud()));
            }
            staysDone().ifPresent(why -> notes.add("it cannot be undone: " + why));
        }
        long[] uncertain = new long[1];
        JournaledChange.each(writing.journals(), change -> {
            boolean isOne = change.outcome()
                    .filter(end -> end.result() == Result.UNCERTAIN)
                    .isPresent();
            uncertain[0] += isOne ? 1 : 0;
            return true;
        });
        if (uncertain[0] > 0) {
            notes.add(uncertain[0] + (uncertain[0] == 1 ? " change is" : " changes are")
                    + " uncertain: answers were lost, and nothing tells whether they were done; gantry show --changes names"
                    + " them");
        }
        return notes;
    }
}
