package dev.gantry.writeback.act;

import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;

/**
 * One kind of thing in Open Cloud, as requests reach it. Safe for many threads; every method may throw {@link
 * dev.gantry.opencloud.OpenCloudException}.
 */
public sealed interface Remote {

    /** Whether a change carries a key by which Open Cloud knows its repeat, and does not do it again. */
    default boolean isKeyed() {
        return false;
    }

    /** What can be read, so that a change can be compared with what is there. Images are JSON. */
    non-sealed interface Kept extends Remote {

        /** Empty: there is none. */
        Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException;

        /** Whether two images mean the same. */
        boolean isSame(String one, String other);

        /**
         * Makes a change, of which {@code before} was just read.
         *
         * @return what is there then; empty: nothing
         */
        Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException;
    }

    /** What cannot be read back. */
    non-sealed interface Sent extends Remote {

        /** Whether what has one target is sent in the order of its rows, and not side by side. */
        boolean isInOrder();

        /**
         * Sends it.
         *
         * @param begun to be told the path of the long-running operation that it was answered with, before that is waited for
         */
        Made send(OpenCloud cloud, Act act, Consumer<String> begun) throws InterruptedException;

        /** Waits for what was begun before. */
        default Made await(OpenCloud cloud, Act act) throws InterruptedException {
            throw new IllegalStateException(act.target().kind() + " begins nothing that takes longer");
        }
    }

    /**
     * What came of a sending.
     *
     * @param json of the answer; empty: there was none to keep
     * @param told for people, as the id of what was made; may be empty
     */
    record Made(Optional<String> json, String told) {
        public static final Made NOTHING = new Made(Optional.empty(), "");
    }
}
