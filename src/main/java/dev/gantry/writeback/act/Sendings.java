package dev.gantry.writeback.act;

import java.time.temporal.ChronoUnit;
import java.util.UUID;

import dev.gantry.writeback.Writing;
import dev.gantry.writeback.journal.Sending;

/** The keys by which Open Cloud knows repeats. */
final class Sendings {

    private Sendings() {}

    /** Of an act that is sent for the first time. */
    static Sending begin(Remote remote, Writing writing) {
        if (!remote.isKeyed() || writing.onlyPlans()) {
            return Sending.PLAIN;
        }
        String now =
                writing.cloud().time().now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Sending(UUID.randomUUID().toString(), now, "");
    }
}
