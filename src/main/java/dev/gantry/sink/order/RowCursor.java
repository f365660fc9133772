package dev.gantry.sink.order;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import dev.gantry.sink.staging.Slice;
import dev.gantry.sink.staging.StagedRows;
import org.jspecify.annotations.Nullable;

/** Makes records of staged rows as they come. */
final class RowCursor implements Cursor {
    private final Iterator<Slice> slices;
    private final KeyReader reader;
    private final Rows without;
    private final boolean isKeyAlone;
    private final Bytes record = new Bytes();
    private @Nullable StagedRows rows;
    private long number;

    private RowCursor(List<Slice> slices, KeyReader reader, Rows without, boolean isKeyAlone) {
        this.slices = slices.iterator();
        this.reader = reader;
        this.without = without;
        this.isKeyAlone = isKeyAlone;
    }

    /** @param without rows to leave out */
    static RowCursor of(List<Slice> slices, KeyReader reader, Rows without) {
        return new RowCursor(slices, reader, without, false);
    }

    /** Records of keys and row numbers, without the rows. */
    static RowCursor ofKeys(List<Slice> slices, KeyReader reader) {
        return new RowCursor(slices, reader, Rows.NONE, true);
    }

    @Override
    public boolean next() {
        while (advance()) {
            long at = number++;
            StagedRows open = Objects.requireNonNull(rows);
            if (without.contains(at)) {
                open.skipValue();
                continue;
            }
            record.clear();
            if (isKeyAlone) {
                reader.readKey(open, at, record);
            } else {
                reader.read(open, record);
            }
            return true;
        }
        return false;
    }

    private boolean advance() {
        while (rows == null || !rows.next()) {
            close();
            if (!slices.hasNext()) {
                return false;
            }
            Slice slice = slices.next();
            rows = StagedRows.open(slice);
            number = slice.first();
        }
        return true;
    }

    @Override
    public byte[] bytes() {
        return record.array();
    }

    @Override
    public int at() {
        return 0;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
