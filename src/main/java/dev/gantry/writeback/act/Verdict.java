package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.writeback.journal.Result;

/** What a row means for a thing as it is. */
public sealed interface Verdict {

    /** @param after JSON of what is to be there, or of what is to be sent; empty: nothing is to be there */
    record Change(Optional<String> after) implements Verdict {}

    /** @param result one that stands without a request */
    record Leave(Result result, String why) implements Verdict {}

    static Verdict change(String after) {
        return new Change(Optional.of(after));
    }

    static Verdict delete() {
        return new Change(Optional.empty());
    }

    static Verdict unchanged() {
        return new Leave(Result.UNCHANGED, "");
    }

    static Verdict skip(String why) {
        return new Leave(Result.SKIPPED, why);
    }
}
