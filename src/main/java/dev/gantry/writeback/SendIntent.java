package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalRecord.Intent;

/**
 * Writes an intent that is on disk, on the condition that the entry is what the intent says. A lost answer is settled by
 * reading, and the write made again only where it was not done.
 */
record SendIntent(OpenCloud cloud) {

    private static final int MOST_SENDINGS = 20;

    /** What came of it. */
    sealed interface Sent {

        record Done(EntryVersion version) implements Sent {}

        /** The condition was not met: nothing was written. */
        record Overtaken(Optional<StoredEntry> now) implements Sent {}

        /** An answer was lost, and the entry was changed by somebody else since: it may have been written before that. */
        record Unknown(Optional<StoredEntry> now) implements Sent {}

        /** Open Cloud does not take it. */
        record Refused(OpenCloudException.Refused why) implements Sent {}
    }

    /**
     * Sends it for the first time.
     *
     * @throws OpenCloudException that has nothing to do with this entry: the run cannot go on
     * @throws Brake.CalledOff if it has never left
     */
    Sent send(Intent intent, Brake brake) throws InterruptedException, Brake.CalledOff {
        return brake.make(cloud, braked -> send(intent, braked, false));
    }

    /** Sends what was sent before and not answered: that write may still be on its way, and come through just before this one. */
    Sent sendAgain(Intent intent) throws InterruptedException {
        return send(intent, cloud, true);
    }

    private Sent send(Intent intent, OpenCloud asked, boolean wasSent) throws InterruptedException {
        StoredEntries entries = new StoredEntries(asked);
        OpenCloudException.Unsettled lost = null;
        for (int sending = 1; sending <= MOST_SENDINGS; sending++) {
            try {
                return new Sent.Done(write(entries, intent));
            } catch (OpenCloudException.Unsettled unsettled) {
                lost = unsettled;
            } catch (OpenCloudException.Refused refused) {
                if (!concernsTheEntry(refused)) {
                    throw refused;
                }
                return afterRefusal(entries, intent, refused, wasSent || lost != null);
            }
            switch (Doubt.of(intent, entries.get(intent.address()))) {
                case Doubt.Done(EntryVersion version) -> {
                    return new Sent.Done(version);
                }
                case Doubt.Changed(Optional<StoredEntry> now) -> {
                    return new Sent.Unknown(now);
                }
                case Doubt.NotDone() -> {}
            }
        }
        throw lost == null ? new IllegalStateException("sent without an end") : lost;
    }

    private static EntryVersion write(StoredEntries entries, Intent intent) throws InterruptedException {
        if (intent.before().isEmpty()) {
            return entries.create(intent.address(), intent.after().orElseThrow())
                    .version();
        }
        String etag = intent.before().get().version().etag();
        return intent.after().isPresent()
                ? entries.update(intent.address(), intent.after().get(), etag).version()
                : entries.delete(intent.address(), etag);
    }

    /**
     * A refusal is a conflict if the entry has another version by now.
     *
     * @param wasLost whether an earlier answer to the same write was lost; that write may have come through late
     */
    private static Sent afterRefusal(
            StoredEntries entries, Intent intent, OpenCloudException.Refused refused, boolean wasLost)
            throws InterruptedException {
        Optional<StoredEntry> now = entries.get(intent.address());
        return switch (Doubt.of(intent, now)) {
            case Doubt.NotDone() -> new Sent.Refused(refused);
            case Doubt.Done(EntryVersion version) when wasLost -> new Sent.Done(version);
            case Doubt.Done done -> new Sent.Overtaken(now);
            case Doubt.Changed changed -> wasLost ? new Sent.Unknown(now) : new Sent.Overtaken(now);
        };
    }

    private static boolean concernsTheEntry(OpenCloudException.Refused refused) {
        return switch (refused.kind()) {
            case INVALID, CONFLICT, NOT_FOUND -> true;
            case UNAUTHENTICATED, DENIED, THROTTLED, UNAVAILABLE -> false;
        };
    }
}
