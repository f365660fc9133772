package dev.gantry.writeback.journal;

import java.util.Locale;

/** What became of a change. */
public enum Result {
    /** Written. */
    DONE,
    /** Nothing to write: the entry is as it should be. */
    UNCHANGED,
    /** Left alone, for the reason given. */
    SKIPPED,
    /** Somebody else was faster, again and again, or it cannot be told whether it was done. */
    CONFLICT,
    /** Its answer was lost, and nothing tells whether it was done. It is not repeated. */
    UNCERTAIN,
    /** A session had the entry all the time that was to be waited for it. */
    LOCKED,
    /** Refused by Open Cloud. */
    FAILED,
    /** An intent that was never carried out, and whose change is computed anew. */
    VOID;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Result of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
