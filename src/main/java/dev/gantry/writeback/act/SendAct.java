package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.OpenCloudException;
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

/** Makes one change that leaves nothing to read: it is sent once, and nobody guesses where its answer was lost. */
final class SendAct {

    static final String UNCERTAIN =
            "the answer to it was lost, and Open Cloud does not tell whether it was done, so it was not"
                    + " sent again";

    private final MakeActs making;
    private final Remote.Sent remote;
    private final Journal journal;
    private final Brake brake;
    private final Task<Target> task;

    SendAct(MakeActs making, Remote.Sent remote, Making.Means means, Task<Target> task) {
        this.making = making;
        this.remote = remote;
        this.journal = means.journal();
        this.brake = means.brake();
        this.task = task;
    }

    /** @throws RowRejected if what it is to send cannot be sent */
    Made make() throws InterruptedException {
        return switch (making.wishes().decide(task.row(), Optional.empty())) {
            case Verdict.Leave(Result result, String why) -> {
                journal.write(making.ended(task, result, why));
                yield new Made.Ended(result, why);
            }
            case Verdict.Change(Optional<String> after) -> make(making.begin(task, Optional.empty(), after));
        };
    }

    private Made make(Act act) throws InterruptedException {
        try (RunGuards.Count count = making.guards().count()) {
            if (!count.allows(false)) {
                return new Made.Held();
            }
            if (making.guards().writing().onlyPlans()) {
                journal.write(act);
                return new Made.Ended(Result.DONE, "");
            }
            journal.writeDurably(act);
            Made made = send(act);
            if (made instanceof Made.Ended(Result result, String why) && result != Result.FAILED) {
                count.isMade();
            }
            return made;
        }
    }

    private Made send(Act act) throws InterruptedException {
        try {
            Remote.Made made = brake.make(
                    making.cloud(),
                    braked -> remote.send(braked, act, operation -> journal.writeDurably(act.begun(operation))));
            return ended(Result.DONE, made.told(), made.json());
        } catch (Brake.CalledOff calledOff) {
            ended(Result.VOID, "", Optional.empty());
            return new Made.Held();
        } catch (OpenCloudException.Unsettled lost) {
            return ended(Result.UNCERTAIN, UNCERTAIN, Optional.empty());
        } catch (OpenCloudException.Refused refused) {
            if (!Refusals.concernTheRow(refused, making.guards().writing().allowsRejects())) {
                throw notDone(refused);
            }
            ended(Result.FAILED, String.valueOf(refused.getMessage()), Optional.empty());
            return new Made.Refused(refused);
        } catch (NotSent | OpenCloudException.FileFailed failed) {
            ended(Result.FAILED, String.valueOf(failed.getMessage()), Optional.empty());
            throw new RowRejected(task.row().id(), "row " + task.row().id() + ": " + failed.getMessage());
        } catch (OpenCloudException.Unreachable unreachable) {
            throw notDone(unreachable);
        }
    }

    /** The run ends, and when it goes on this one is to be sent: it has not been. With a key it is sent again under that. */
    private OpenCloudException notDone(OpenCloudException failure) {
        if (!remote.isKeyed()) {
            ended(Result.VOID, "", Optional.empty());
        }
        return failure;
    }

    private Made ended(Result result, String why, Optional<String> made) {
        journal.write(new Acted(task.number(), task.row().id(), task.about(), result, why, made));
        return new Made.Ended(result, why);
    }
}
