package dev.gantry.database;

import java.util.function.BinaryOperator;

/** How a table takes another's place, so that no reader sees half of either. */
public sealed interface Replacing {

    /** How two tables are renamed. */
    enum Renaming {
        /** One after the other, in one transaction. */
        IN_TRANSACTION,
        /** Both by one statement, which is a transaction of its own. */
        AT_ONCE
    }

    /**
     * The other takes its name.
     *
     * @param createLike of the new name and the old: the statement that makes an empty table with the columns, keys and indexes
     *     of another
     */
    record Renamed(Renaming how, BinaryOperator<String> createLike) implements Replacing {}

    /** It is emptied and filled from the other in one transaction. */
    record Filled() implements Replacing {}
}
