package dev.gantry.writeback.act;

import java.util.Optional;

/** Compares what is there with what was, or is to be. */
final class Images {

    private Images() {}

    /** Empty: nothing is there, or nothing is to be. */
    static boolean areSame(Remote.Kept kept, Optional<String> wanted, Optional<String> found) {
        if (wanted.isEmpty() || found.isEmpty()) {
            return wanted.isEmpty() && found.isEmpty();
        }
        return kept.isSame(wanted.get(), found.get());
    }
}
