package dev.gantry.backup.repository;

import java.util.List;

import dev.gantry.sink.Staged;
import dev.gantry.sink.staging.StagedRows;
import tools.jackson.databind.node.ObjectNode;

/** The rows that a run has staged, in a fixed order. */
record StagedEntries(List<Staged> logs) {

    /** Takes rows one by one. */
    interface Taker<E extends Exception> {
        /** @param number of the row, from 0 */
        void take(int number, ObjectNode row) throws E;
    }

    <E extends Exception> void each(Taker<E> taker) throws E {
        int number = 0;
        for (Staged log : logs) {
            try (StagedRows rows = StagedRows.open(log.file(), log.length())) {
                while (rows.next()) {
                    taker.take(number++, (ObjectNode) rows.readTree());
                }
            }
        }
    }

    static String text(ObjectNode row, String name) {
        return row.path(name).asString("");
    }

    static KeyTable.Key key(ObjectNode row) {
        return KeyTable.Key.of(
                text(row, Columns.STORE),
                text(row, Columns.SCOPE),
                text(row, Columns.ID),
                row.path(Columns.ORDERED).asBoolean(false));
    }

    static String content(ObjectNode row) {
        return Digests.content(text(row, "value"), text(row, "users"), text(row, "attributes"));
    }
}
