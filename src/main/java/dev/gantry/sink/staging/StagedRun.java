package dev.gantry.sink.staging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** All logs of a run as one sequence of rows, which can be read from any row on. Knows
 * where the frames are, not what is in them. */
public final class StagedRun {
    private record Place(Path log, long to, long at, int rows, long first) {}

    /** Small frames are remembered together, so that many of them need little memory. */
    private static final int TEXT_OF_PLACE = 1 << 20;

    private final List<Place> places = new ArrayList<>();
    private long rows;
    private long textBytes;
    private long bytes;

    /** Appends a log, of which so many bytes count. */
    public void add(Path log, long length) {
        try (LogFrames headers = LogFrames.open(log, 0, length)) {
            long at = headers.position();
            int rowsHere = 0;
            long textHere = 0;
            for (Frame frame = headers.skip(); frame != null; frame = headers.skip()) {
                rowsHere += frame.rows();
                textHere += frame.unpacked();
                if (textHere >= TEXT_OF_PLACE) {
                    remember(new Place(log, length, at, rowsHere, rows), textHere);
                    at = headers.position();
                    rowsHere = 0;
                    textHere = 0;
                }
            }
            if (rowsHere > 0) {
                remember(new Place(log, length, at, rowsHere, rows), textHere);
            }
        }
        bytes += length;
    }

    private void remember(Place place, long text) {
        places.add(place);
        rows += place.rows();
        textBytes += text;
    }

    public long rows() {
        return rows;
    }

    /** Of the rows as JSON text. */
    public long textBytes() {
        return textBytes;
    }

    /** Of the logs. */
    public long bytes() {
        return bytes;
    }

    /** All rows in about so many ranges of equally many, which follow each other. */
    public List<List<Slice>> parts(long count) {
        List<List<Slice>> parts = new ArrayList<>();
        long size = Math.max(1, Math.ceilDiv(rows, Math.max(1, count)));
        for (long from = 0; from < rows; from += size) {
            parts.add(slices(from, Math.min(rows, from + size)));
        }
        return parts;
    }

    /** The rows of a range in their order, a slice a log. */
    public List<Slice> slices(long fromRow, long toRow) {
        List<Slice> slices = new ArrayList<>();
        @Nullable Slice open = null;
        for (Place frame : places) {
            long first = Math.max(fromRow, frame.first());
            long after = Math.min(toRow, frame.first() + frame.rows());
            if (first >= after) {
                continue;
            }
            if (open != null && open.log().equals(frame.log())) {
                open = new Slice(
                        open.log(), open.from(), open.to(), open.skipped(), open.rows() + after - first, open.first());
                slices.set(slices.size() - 1, open);
            } else {
                open = new Slice(frame.log(), frame.at(), frame.to(), first - frame.first(), after - first, first);
                slices.add(open);
            }
        }
        return slices;
    }

    /** The same logs in another order. */
    public StagedRun inOrderOf(List<Path> logs) {
        StagedRun other = new StagedRun();
        for (Path log : logs) {
            for (Place place : places) {
                if (place.log().equals(log)) {
                    other.places.add(new Place(log, place.to(), place.at(), place.rows(), other.rows));
                    other.rows += place.rows();
                }
            }
        }
        other.textBytes = textBytes;
        other.bytes = bytes;
        return other;
    }
}
