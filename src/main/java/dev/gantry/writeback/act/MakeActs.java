package dev.gantry.writeback.act;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.Made;
import dev.gantry.writeback.Making;
import dev.gantry.writeback.ReadBack;
import dev.gantry.writeback.RunGuards;
import dev.gantry.writeback.Task;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Sending;
import dev.gantry.writeback.journal.Target;

/** Changes what is no entry: what a sink says is done to it is journaled, sent and settled here, the same for all of them. */
record MakeActs(Acting acting, Wishes wishes, Remote remote, OpenCloud cloud, RunGuards guards, KnownImages images)
        implements Making<Target> {

    /** Rows of a plan were checked when it was made. */
    @Override
    public void check(Row row) {
        if (!(wishes instanceof PlannedWishes)) {
            acting.check(row);
        }
    }

    @Override
    public Target about(Row row) {
        return wishes.target(row);
    }

    /** What one row has become stays together, too, because that is how it is known again when the run goes on. */
    @Override
    public String lane(Row row, Target target) {
        boolean inOrder = !(remote instanceof Remote.Sent sent) || sent.isInOrder();
        return inOrder ? target.name() : target.name() + "\0" + row.id();
    }

    @Override
    public Made make(Task<Target> task, Means means) throws InterruptedException {
        return switch (remote) {
            case Remote.Kept kept -> new KeepAct(this, kept, means, task).make();
            case Remote.Sent sent -> new SendAct(this, sent, means, task).make();
        };
    }

    @Override
    public void settle(Begin doubtful, Journal journal) throws InterruptedException {
        SettleAct settling = new SettleAct(this, journal);
        switch (remote) {
            case Remote.Kept kept -> settling.settle(act(doubtful), kept);
            case Remote.Sent sent -> settling.settle(act(doubtful), sent);
        }
    }

    @Override
    public Acted ended(Task<Target> task, Result result, String why) {
        return new Acted(task.number(), task.row().id(), task.about(), result, why, Optional.empty());
    }

    /** What is not as it was written was changed by somebody else: only entries have versions that would tell more. */
    @Override
    public Optional<ReadBack> readBack(Begin begin, End end) throws InterruptedException {
        if (!(remote instanceof Remote.Kept kept) || !(end instanceof Acted acted)) {
            return Optional.of(ReadBack.ACCEPTED);
        }
        Optional<String> now = kept.read(cloud, acted.target());
        if (Images.areSame(kept, written(act(begin), acted), now)) {
            return Optional.of(ReadBack.AS_WRITTEN);
        }
        boolean isOurs = images.made(acted.target())
                .filter(made -> Images.areSame(kept, made, now))
                .isPresent();
        return isOurs ? Optional.empty() : Optional.of(ReadBack.CHANGED_SINCE);
    }

    private static Optional<String> written(Act act, Acted acted) {
        return act.after().isEmpty() ? Optional.empty() : acted.made().or(act::after);
    }

    /** What is about to be done, under a key of its own where it takes one. */
    Act begin(Task<Target> task, Optional<String> before, Optional<String> after) {
        Sending sending = remote.isKeyed() && !guards.writing().onlyPlans() ? keyed() : Sending.PLAIN;
        return new Act(task.number(), task.row().id(), task.about(), before, after, sending);
    }

    private Sending keyed() {
        String now = cloud.time().now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Sending(UUID.randomUUID().toString(), now, "");
    }

    WriteAct writing(Remote.Kept kept) {
        return new WriteAct(kept, cloud, guards.writing().allowsRejects());
    }

    static Act act(Begin begin) {
        if (begin instanceof Act act) {
            return act;
        }
        throw new IllegalStateException("the journal holds a change of an entry, and of other things");
    }
}
