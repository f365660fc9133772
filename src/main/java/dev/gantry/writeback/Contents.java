package dev.gantry.writeback;

import dev.gantry.opencloud.EntryContent;

/** Compares what is stored with what was sent: Open Cloud may write the same JSON in another way. */
final class Contents {

    private Contents() {}

    static boolean areSame(EntryContent one, EntryContent other) {
        return ExactJson.isSame(one.value(), other.value())
                && ExactJson.isSame(one.users(), other.users())
                && ExactJson.isSame(one.attributes(), other.attributes());
    }
}
