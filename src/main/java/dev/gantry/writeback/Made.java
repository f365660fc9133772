package dev.gantry.writeback;

import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.writeback.journal.Result;

/** What became of a row's change for now. */
public sealed interface Made {

    /** It has its outcome. */
    record Ended(Result result, String why) implements Made {}

    /** Open Cloud does not take it; that is its outcome. */
    record Refused(OpenCloudException.Refused why) implements Made {}

    /** What is to be changed is locked, and nothing was written. */
    record Locked(String holder) implements Made {}

    /** It was not begun, or called off before it left. */
    record Held() implements Made {}
}
