package dev.gantry.backup.repository;

import java.util.BitSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The entries of a part that count for a backup, one by one, from any place on. */
public final class EntryRows implements AutoCloseable {
    private final RowFile rows;
    private final BitSet left;

    EntryRows(RowFile rows, BitSet left) {
        this.rows = rows;
        this.left = left;
    }

    /** The next entry; null at the end. */
    public @Nullable Entry next() {
        for (JsonNode row = rows.next(); row != null; row = rows.next()) {
            if (!left.get(Math.toIntExact(rows.row()))) {
                return Entry.of(row);
            }
        }
        return null;
    }

    /** From where another reading goes on behind the last entry. */
    public String position() {
        return rows.position();
    }

    @Override
    public void close() {
        rows.close();
    }
}
