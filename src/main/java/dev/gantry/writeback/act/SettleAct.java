package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.Result;

/** Settles acts that were under way when the run was interrupted, as far as that is possible without their rows. */
record SettleAct(MakeActs making, Journal journal) {

    void settle(Act doubtful, Remote.Kept remote) throws InterruptedException {
        Optional<String> now = remote.isKeyed() ? doubtful.before() : remote.read(making.cloud(), doubtful.target());
        if (!remote.isKeyed() && Images.areSame(remote, doubtful.after(), now)) {
            end(doubtful, Result.DONE, "", now);
        } else if (Images.areSame(remote, doubtful.before(), now)) {
            // With its key it is sent again whatever is there: Open Cloud knows whether it was done.
            switch (making.writing(remote).sendAgain(doubtful)) {
                case WriteAct.Sent.Done(Optional<String> made) -> end(doubtful, Result.DONE, "", made);
                case WriteAct.Sent.Overtaken overtaken -> end(doubtful, Result.VOID, "", Optional.empty());
                case WriteAct.Sent.Unknown unknown -> {} // decided when its row comes again
                case WriteAct.Sent.Refused refusal -> {} // refused again when its row comes again
            }
        }
    }

    void settle(Act doubtful, Remote.Sent remote) throws InterruptedException {
        if (doubtful.sending().begun().isEmpty() && !remote.isKeyed()) {
            end(doubtful, Result.UNCERTAIN, SendAct.UNCERTAIN, Optional.empty());
            return;
        }
        try {
            Remote.Made made = doubtful.sending().begun().isEmpty()
                    ? remote.send(
                            making.cloud(), doubtful, operation -> journal.writeDurably(doubtful.begun(operation)))
                    : remote.await(making.cloud(), doubtful);
            end(doubtful, Result.DONE, made.told(), made.json());
        } catch (OpenCloudException.Unsettled lost) {
            end(doubtful, Result.UNCERTAIN, SendAct.UNCERTAIN, Optional.empty());
        } catch (OpenCloudException.Refused refused) {
            if (!Refusals.concernTheRow(refused, making.guards().writing().allowsRejects())) {
                throw refused;
            }
            end(doubtful, Result.FAILED, String.valueOf(refused.getMessage()), Optional.empty());
        } catch (NotSent | OpenCloudException.FileFailed failed) {
            end(doubtful, Result.FAILED, String.valueOf(failed.getMessage()), Optional.empty());
        }
    }

    private void end(Act act, Result result, String why, Optional<String> made) {
        journal.write(new Acted(act.change(), act.row(), act.target(), result, why, made));
        if (result == Result.DONE) {
            making.images().make(act.target(), made);
            making.guards().alsoMade();
        }
    }
}
