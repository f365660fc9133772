package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.StoredEntry;

/** Compares what is stored with what was sent: Open Cloud may write the same JSON in another way. */
final class Contents {

    private Contents() {}

    /** Whether an entry holds what it is to hold; empty: none is there, or none is to be. */
    static boolean isAs(Optional<EntryContent> wanted, Optional<StoredEntry> found) {
        if (wanted.isEmpty() || found.isEmpty()) {
            return wanted.isEmpty() && found.isEmpty();
        }
        return areSame(wanted.get(), found.get().content());
    }

    static boolean areSame(EntryContent one, EntryContent other) {
        return ExactJson.isSame(one.value(), other.value())
                && ExactJson.isSame(one.users(), other.users())
                && ExactJson.isSame(one.attributes(), other.attributes());
    }
}
