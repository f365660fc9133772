package dev.gantry.sink.schema;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** Watches the rows of one partition; for one thread at a time. */
public final class Inference {
    private final Limits limits;
    private final Observed row = new Observed(0);
    private long rows;
    private int widestRow;

    /** @param asJson columns to keep as JSON text whatever they hold */
    public Inference(Collection<String> asJson) {
        this(new Limits(Detail.ALL, Set.copyOf(asJson)));
    }

    private Inference(Limits limits) {
        this.limits = limits;
    }

    /** For formats that write values as text: objects and lists are JSON text, and no number is too long. */
    public static Inference ofColumns() {
        return new Inference(new Limits(Detail.COLUMNS, Set.of()));
    }

    /** The same for formats that write rows as they are: there is nothing to note. */
    public static Inference ofRows() {
        return new Inference(new Limits(Detail.ROWS, Set.of()));
    }

    /** @param bytes of the row as JSON text */
    public void add(JsonNode json, int bytes) {
        row.add(json, limits);
        rows++;
        widestRow = Math.max(widestRow, bytes);
    }

    /** As if this had watched the other's rows after its own. */
    public void merge(Inference other) {
        row.merge(other.row, limits);
        rows += other.rows;
        widestRow = Math.max(widestRow, other.widestRow);
    }

    public long rows() {
        return rows;
    }

    /** Bytes of JSON text. */
    public int widestRow() {
        return widestRow;
    }

    /** In how many rows a column is neither missing nor null. */
    public long rowsWith(String column) {
        Observed values = row.members().find(column);
        return values == null ? 0 : values.values();
    }

    /** @param first columns to put first, in this order */
    public RowSchema schema(List<String> first) {
        return rows == 0
                ? new RowSchema(List.of(), false, List.of())
                : new Resolution(limits.detail()).schema(row, first);
    }
}
