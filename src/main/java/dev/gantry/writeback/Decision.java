package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.opencloud.EntryContent;
import dev.gantry.writeback.journal.Result;

/** What a row means for an entry as it is. */
sealed interface Decision {

    /** @param after what is to be there; empty: nothing */
    record Change(Optional<EntryContent> after) implements Decision {}

    /** @param result one that stands without a write */
    record Leave(Result result, String why) implements Decision {}

    /**
     * Not now.
     *
     * @param holder says who has the entry
     */
    record Locked(String holder) implements Decision {}

    static Decision unchanged() {
        return new Leave(Result.UNCHANGED, "");
    }

    static Decision skip(String why) {
        return new Leave(Result.SKIPPED, why);
    }

    static Decision conflict(String why) {
        return new Leave(Result.CONFLICT, why);
    }
}
