package dev.gantry.source.walk;

/** One step of reading: the first lists or takes, each other one goes on with what the one before delivers. */
public sealed interface Stage {

    /** A list below each row. */
    record Lists(Level level) implements Stage {}

    /** The rows of a queue. */
    record Takes(Queue queue) implements Stage {}

    /** Each row becomes what it is read into. */
    record Reads(Fetch fetch) implements Stage {}

    /** So many rows at most become one, {@code {"rows": [...]}}, for a list that takes several at once. */
    record Groups(int size) implements Stage {}

    /** Reads one; called on many threads at once. An item without a row is never handed to it. */
    interface Fetch {
        Item fetch(Item item) throws InterruptedException;
    }
}
