package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.jq.RowRejected;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.Result;

/** Makes changes of what can be read: reads it, decides, journals, writes, and does so again where somebody else was faster. */
final class KeepAct implements MakesAct {

    private static final int MOST_ATTEMPTS = 5;

    private final Wishes wishes;
    private final Remote.Kept remote;
    private final Journal journal;
    private final ActState state;
    private final WriteAct write;

    KeepAct(Wishes wishes, Remote.Kept remote, Journal journal, ActState state) {
        this.wishes = wishes;
        this.remote = remote;
        this.journal = journal;
        this.state = state;
        this.write = new WriteAct(remote, state.writing().allowsRejects());
    }

    @Override
    public void make(Task task) throws InterruptedException {
        Optional<String> now = read(task);
        if (task.doubtful().isPresent() && isDoneWith(task, task.doubtful().get(), now)) {
            return;
        }
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            switch (wishes.decide(task.row(), now)) {
                case Verdict.Leave(Result result, String why) -> {
                    end(task, result, why, Optional.empty());
                    return;
                }
                case Verdict.Change(Optional<String> after) -> {
                    Act act = new Act(
                            task.number(),
                            task.row().id(),
                            task.target(),
                            now,
                            after,
                            Sendings.begin(remote, state.writing()));
                    if (attempt == 1) {
                        state.allowOneMore();
                    }
                    if (state.writing().onlyPlans()) {
                        state.plan(act);
                        journal.write(act);
                        return;
                    }
                    journal.writeDurably(act);
                    switch (write.send(act, false)) {
                        case WriteAct.Sent.Done(Optional<String> made) -> {
                            end(task, Result.DONE, "", made);
                            return;
                        }
                        case WriteAct.Sent.Refused(String why) -> throw refused(task, why);
                        case WriteAct.Sent.Overtaken(Optional<String> found) -> now = found;
                        case WriteAct.Sent.Unknown(Optional<String> found) -> {
                            if (isDoneWith(task, act, found)) {
                                return;
                            }
                            now = found;
                        }
                    }
                }
            }
        }
        end(
                task,
                Result.CONFLICT,
                "somebody else changed it " + MOST_ATTEMPTS + " times while it was to be changed",
                Optional.empty());
    }

    private Optional<String> read(Task task) throws InterruptedException {
        Optional<Optional<String>> planned = state.planned(task.target());
        return planned.isPresent() ? planned.get() : remote.read(task.target());
    }

    /**
     * Settles an act that may have been done before somebody else changed the thing. Where making it twice is making it once,
     * what is there now tells whether it is still to be made; else nothing tells.
     */
    private boolean isDoneWith(Task task, Act act, Optional<String> now) throws InterruptedException {
        if (Images.areSame(remote, act.after(), now)) {
            end(task, Result.DONE, "", now);
            return true;
        }
        if (Images.areSame(remote, act.before(), now)) {
            return false;
        }
        boolean twiceIsOnce = wishes.decide(task.row(), act.after()) instanceof Verdict.Leave;
        if (!twiceIsOnce) {
            end(
                    task,
                    Result.UNCERTAIN,
                    "the answer to its change was lost, and somebody else changed it since, so it cannot be told whether it"
                            + " was done",
                    Optional.empty());
            return true;
        }
        if (wishes.decide(task.row(), now) instanceof Verdict.Leave(Result result, String why)
                && result != Result.CONFLICT) {
            end(task, Result.DONE, "done, and changed by somebody else since", now);
            return true;
        }
        return false;
    }

    @Override
    public void settle(Act doubtful) throws InterruptedException {
        Optional<String> now = remote.isKeyed() ? doubtful.before() : remote.read(doubtful.target());
        if (!remote.isKeyed() && Images.areSame(remote, doubtful.after(), now)) {
            end(doubtful, Result.DONE, now);
        } else if (Images.areSame(remote, doubtful.before(), now)) {
            // With its key it is sent again whatever is there: Open Cloud knows whether it was done.
            switch (write.send(doubtful, true)) {
                case WriteAct.Sent.Done(Optional<String> made) -> end(doubtful, Result.DONE, made);
                case WriteAct.Sent.Overtaken overtaken -> end(doubtful, Result.VOID, Optional.empty());
                case WriteAct.Sent.Unknown unknown -> {} // decided when its row comes again
                case WriteAct.Sent.Refused refusal -> {} // refused again when its row comes again
            }
        }
    }

    private RowRejected refused(Task task, String why) {
        end(task, Result.FAILED, why, Optional.empty());
        return new RowRejected(task.row().id(), "row " + task.row().id() + ": " + why);
    }

    private void end(Task task, Result result, String why, Optional<String> made) {
        journal.write(task.ended(result, why, made));
        if (result == Result.DONE) {
            state.make(task.target(), made);
        }
    }

    private void end(Act act, Result result, Optional<String> made) {
        journal.write(new Acted(act.change(), act.row(), act.target(), result, "", made));
        if (result == Result.DONE) {
            state.make(act.target(), made);
        }
    }
}
