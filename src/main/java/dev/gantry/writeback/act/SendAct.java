package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.Result;

/** Makes changes that leave nothing to read: each is sent once, and nobody guesses where its answer was lost. */
final class SendAct implements MakesAct {

    static final String UNCERTAIN =
            "the answer to it was lost, and Open Cloud does not tell whether it was done, so it was not"
                    + " sent again";

    private final Wishes wishes;
    private final Remote.Sent remote;
    private final Journal journal;
    private final ActState state;

    SendAct(Wishes wishes, Remote.Sent remote, Journal journal, ActState state) {
        this.wishes = wishes;
        this.remote = remote;
        this.journal = journal;
        this.state = state;
    }

    @Override
    public void make(Task task) throws InterruptedException {
        switch (wishes.decide(task.row(), Optional.empty())) {
            case Verdict.Leave(Result result, String why) -> journal.write(task.ended(result, why, Optional.empty()));
            case Verdict.Change(Optional<String> after) -> {
                Act act = new Act(
                        task.number(),
                        task.row().id(),
                        task.target(),
                        Optional.empty(),
                        after,
                        Sendings.begin(remote, state.writing()));
                state.allowOneMore();
                if (state.writing().onlyPlans()) {
                    journal.write(act);
                    return;
                }
                journal.writeDurably(act);
                Acted acted = send(act);
                journal.write(acted);
                if (acted.result() == Result.FAILED) {
                    throw new RowRejected(task.row().id(), "row " + task.row().id() + ": " + acted.why());
                }
            }
        }
    }

    /** What was under way when the run was interrupted. */
    @Override
    public void settle(Act doubtful) throws InterruptedException {
        if (!doubtful.sending().begun().isEmpty()) {
            journal.write(settled(doubtful, () -> remote.await(doubtful)));
        } else if (remote.isKeyed()) {
            journal.write(send(doubtful));
        } else {
            journal.write(ended(doubtful, Result.UNCERTAIN, UNCERTAIN, Optional.empty()));
        }
    }

    private Acted send(Act act) throws InterruptedException {
        return settled(act, () -> remote.send(act, operation -> journal.writeDurably(act.begun(operation))));
    }

    private interface Sending {
        Remote.Made made() throws InterruptedException;
    }

    private Acted settled(Act act, Sending sending) throws InterruptedException {
        try {
            Remote.Made made = sending.made();
            return ended(act, Result.DONE, made.told(), made.json());
        } catch (OpenCloudException.Unsettled lost) {
            return ended(act, Result.UNCERTAIN, UNCERTAIN, Optional.empty());
        } catch (OpenCloudException.Refused refused) {
            if (Refusals.concernTheRow(refused, state.writing().allowsRejects())) {
                return ended(act, Result.FAILED, String.valueOf(refused.getMessage()), Optional.empty());
            }
            throw notDone(act, refused);
        } catch (NotSent | OpenCloudException.FileFailed failed) {
            return ended(act, Result.FAILED, String.valueOf(failed.getMessage()), Optional.empty());
        } catch (OpenCloudException.Unreachable unreachable) {
            throw notDone(act, unreachable);
        }
    }

    /** The run ends, and when it goes on this one is to be sent: it has not been. */
    private OpenCloudException notDone(Act act, OpenCloudException failure) {
        if (!remote.isKeyed()) {
            journal.write(ended(act, Result.VOID, "", Optional.empty()));
        }
        return failure;
    }

    private static Acted ended(Act act, Result result, String why, Optional<String> made) {
        return new Acted(act.change(), act.row(), act.target(), result, why, made);
    }
}
