package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.jq.RowRejected;
import dev.gantry.writeback.Brake;
import dev.gantry.writeback.Made;
import dev.gantry.writeback.Making;
import dev.gantry.writeback.RunGuards;
import dev.gantry.writeback.Task;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Target;

/**
 * Changes one thing that can be read, for one row: reads it, decides, journals, writes, and does so again where somebody else was
 * faster.
 */
final class KeepAct {

    private static final int MOST_ATTEMPTS = 5;

    private final MakeActs making;
    private final Remote.Kept remote;
    private final Journal journal;
    private final Brake brake;
    private final Task<Target> task;
    private final Optional<Act> doubted;
    private final WriteAct write;

    /** Whether the journal holds an act of this change that has no outcome yet. */
    private boolean isOpen;

    KeepAct(MakeActs making, Remote.Kept remote, Making.Means means, Task<Target> task) {
        this.making = making;
        this.remote = remote;
        this.journal = means.journal();
        this.brake = means.brake();
        this.task = task;
        this.doubted = task.doubtful().map(MakeActs::act);
        this.write = making.writing(remote);
        this.isOpen = doubted.isPresent();
    }

    /** @throws RowRejected if the row's change cannot be computed */
    Made make() throws InterruptedException {
        try (RunGuards.Count count = making.guards().count()) {
            Optional<String> now = read();
            Optional<Made> settled = doubted.isPresent() ? settled(doubted.get(), now) : Optional.empty();
            Made made = settled.isPresent() ? settled.get() : make(now, count);
            if (made instanceof Made.Ended(Result result, String why) && result == Result.DONE) {
                count.isMade();
            }
            return made;
        } catch (Brake.CalledOff calledOff) {
            voidAct();
            return new Made.Held();
        } catch (RowRejected rejected) {
            voidAct();
            throw rejected;
        }
    }

    private Made make(Optional<String> read, RunGuards.Count count) throws InterruptedException, Brake.CalledOff {
        Optional<String> now = read;
        boolean wasSent = doubted.isPresent();
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            switch (making.wishes().decide(task.row(), now)) {
                case Verdict.Leave(Result result, String why) -> {
                    return end(result, why, Optional.empty());
                }
                case Verdict.Change(Optional<String> after) -> {
                    if (!count.allows(wasSent)) {
                        voidAct();
                        return new Made.Held();
                    }
                    Act act = making.begin(task, now, after);
                    if (making.guards().writing().onlyPlans()) {
                        making.images().plan(act);
                        journal.write(act);
                        return new Made.Ended(Result.DONE, "");
                    }
                    isOpen = true;
                    journal.writeDurably(act);
                    switch (write.send(act, brake)) {
                        case WriteAct.Sent.Done(Optional<String> made) -> {
                            return end(Result.DONE, "", made);
                        }
                        case WriteAct.Sent.Refused(var why) -> {
                            end(Result.FAILED, String.valueOf(why.getMessage()), Optional.empty());
                            return new Made.Refused(why);
                        }
                        case WriteAct.Sent.Overtaken(Optional<String> found) -> now = found;
                        case WriteAct.Sent.Unknown(Optional<String> found) -> {
                            Optional<Made> settled = settled(act, found);
                            if (settled.isPresent()) {
                                return settled.get();
                            }
                            now = found;
                        }
                    }
                }
            }
        }
        return end(
                Result.CONFLICT,
                "somebody else changed it " + MOST_ATTEMPTS + " times while it was to be changed",
                Optional.empty());
    }

    /** What is in doubt must be settled, so its reading is not called off. */
    private Optional<String> read() throws InterruptedException, Brake.CalledOff {
        Optional<Optional<String>> planned = making.images().planned(task.about());
        if (planned.isPresent()) {
            return planned.get();
        }
        return doubted.isPresent()
                ? remote.read(making.cloud(), task.about())
                : brake.make(making.cloud(), braked -> remote.read(braked, task.about()));
    }

    /**
     * Settles an act that may have been done before somebody else changed the thing. Where making it twice is making it once,
     * what is there now tells whether it is still to be made; else nothing tells.
     *
     * @return empty where it was not done
     */
    private Optional<Made> settled(Act act, Optional<String> now) throws InterruptedException {
        if (Images.areSame(remote, act.after(), now)) {
            return Optional.of(end(Result.DONE, "", now));
        }
        if (Images.areSame(remote, act.before(), now)) {
            return Optional.empty();
        }
        boolean twiceIsOnce = making.wishes().decide(task.row(), act.after()) instanceof Verdict.Leave;
        if (!twiceIsOnce) {
            return Optional.of(end(
                    Result.UNCERTAIN,
                    "the answer to its change was lost, and somebody else changed it since, so it cannot be told whether it"
                            + " was done",
                    Optional.empty()));
        }
        if (making.wishes().decide(task.row(), now) instanceof Verdict.Leave(Result result, String why)
                && result != Result.CONFLICT) {
            return Optional.of(end(Result.DONE, "done, and changed by somebody else since", now));
        }
        return Optional.empty();
    }

    /** An act that may be in the journal was never carried out, and is not going to be. */
    private void voidAct() {
        if (isOpen) {
            isOpen = false;
            journal.write(making.ended(task, Result.VOID, ""));
        }
    }

    private Made end(Result result, String why, Optional<String> made) {
        isOpen = false;
        journal.write(new Acted(task.number(), task.row().id(), task.about(), result, why, made));
        if (result == Result.DONE) {
            making.images().make(task.about(), made);
        }
        return new Made.Ended(result, why);
    }
}
