package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.writeback.Brake;
import dev.gantry.writeback.journal.JournalRecord.Act;

/**
 * Writes an act that is on disk. A lost answer is settled by reading, and the write made again only where it was not done; one
 * with a key is repeated by the client under that key.
 *
 * @param allowsRejects whether the run goes on when a row is refused
 */
record WriteAct(Remote.Kept remote, OpenCloud cloud, boolean allowsRejects) {

    private static final int MOST_SENDINGS = 20;

    /** What came of it. */
    sealed interface Sent {

        /** @param made what is there now */
        record Done(Optional<String> made) implements Sent {}

        /** Refused because the thing is another by now: nothing was changed. */
        record Overtaken(Optional<String> now) implements Sent {}

        /** An answer was lost, and the thing is neither what it was nor what it was to be. */
        record Unknown(Optional<String> now) implements Sent {}

        /** Open Cloud does not take it. */
        record Refused(OpenCloudException.Refused why) implements Sent {}
    }

    /**
     * Sends it for the first time.
     *
     * @throws OpenCloudException that has nothing to do with this thing: the run cannot go on
     * @throws Brake.CalledOff if it has never left
     */
    Sent send(Act act, Brake brake) throws InterruptedException, Brake.CalledOff {
        return brake.make(cloud, braked -> send(act, braked, false));
    }

    /** Sends what was sent before and not answered. */
    Sent sendAgain(Act act) throws InterruptedException {
        return send(act, cloud, true);
    }

    private Sent send(Act act, OpenCloud asked, boolean wasSent) throws InterruptedException {
        OpenCloudException.Unsettled lost = null;
        for (int sending = 1; sending <= MOST_SENDINGS; sending++) {
            try {
                return new Sent.Done(remote.write(asked, act));
            } catch (OpenCloudException.Unsettled unsettled) {
                lost = unsettled;
            } catch (OpenCloudException.Refused refused) {
                if (!Refusals.concernTheRow(refused, allowsRejects)) {
                    throw refused;
                }
                return afterRefusal(act, asked, refused, wasSent || lost != null);
            }
            Optional<String> now = remote.read(asked, act.target());
            if (Images.areSame(remote, act.after(), now)) {
                return new Sent.Done(now);
            }
            if (!Images.areSame(remote, act.before(), now)) {
                return new Sent.Unknown(now);
            }
        }
        throw lost == null ? new IllegalStateException("sent without an end") : lost;
    }

    /** @param wasLost whether an earlier answer to the same change was lost; that change may have come through late */
    private Sent afterRefusal(Act act, OpenCloud asked, OpenCloudException.Refused refused, boolean wasLost)
            throws InterruptedException {
        Optional<String> now = remote.read(asked, act.target());
        if (Images.areSame(remote, act.before(), now)) {
            return new Sent.Refused(refused);
        }
        if (!wasLost) {
            return new Sent.Overtaken(now);
        }
        return Images.areSame(remote, act.after(), now) ? new Sent.Done(now) : new Sent.Unknown(now);
    }
}
