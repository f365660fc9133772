package dev.gantry.backup.repository;

import java.util.BitSet;
import java.util.List;

import dev.gantry.erase.Owners;
import tools.jackson.databind.JsonNode;

/** Which rows of a part belong to some users. Values are not read for it. */
final class OwnedRows {
    private static final List<String> LOOKED_AT =
            List.of(Columns.STORE, Columns.SCOPE, Columns.ID, Columns.ORDERED, Columns.USERS);

    private OwnedRows() {}

    static BitSet of(Backup backup, Part part, Owners owners) {
        BitSet owned = new BitSet();
        each(backup, part, owners, (row, json) -> owned.set(Math.toIntExact(row)));
        return owned;
    }

    static void each(Backup backup, Part part, Owners owners, Backup.Taker taker) {
        try (RowFile rows = backup.file(part.entries(), LOOKED_AT)) {
            for (JsonNode row = rows.next(); row != null; row = rows.next()) {
                if (owners.own(row)) {
                    taker.take(rows.row(), row);
                }
            }
        }
    }

    static OwnedKey key(JsonNode row) {
        return new OwnedKey(
                row.path(Columns.ORDERED).asBoolean(),
                row.path(Columns.STORE).asString(),
                row.path(Columns.SCOPE).asString(),
                row.path(Columns.ID).asString());
    }
}
