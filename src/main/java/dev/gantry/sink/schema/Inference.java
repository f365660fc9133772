package dev.gantry.sink.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Watches the rows of one partition; for one thread at a time. */
public final class Inference {
    private final Limits limits;
    private final Set<String> asVariant;
    private final @Nullable DeclaredSchema declared;
    private final Map<String, String> notVariant = new HashMap<>();
    private final Observed row = new Observed(0);
    private long rows;
    private int widestRow;

    /** @param asJson columns to keep as JSON text whatever they hold */
    public Inference(Collection<String> asJson) {
        this(asJson, List.of());
    }

    /** @param asVariant columns to keep as VARIANT, or as JSON text if a VARIANT could not hold all of their values */
    public Inference(Collection<String> asJson, Collection<String> asVariant) {
        this(new Limits(Detail.ALL, Set.copyOf(asJson)), Set.copyOf(asVariant), null);
    }

    private Inference(Limits limits, Set<String> asVariant, @Nullable DeclaredSchema declared) {
        this.limits = limits;
        this.asVariant = asVariant;
        this.declared = declared;
    }

    /** Watches rows that fit a schema, which then stays as it is declared: only how best to store each column is found. */
    public static Inference of(DeclaredSchema declared) {
        return new Inference(new Limits(Detail.ALL, declared.namesOfJson()), Set.of(), declared);
    }

    /** For formats that write values as text: objects and lists are JSON text, and no number is too long. */
    public static Inference ofColumns() {
        return new Inference(new Limits(Detail.COLUMNS, Set.of()), Set.of(), null);
    }

    /** The same for formats that write rows as they are: there is nothing to note. */
    public static Inference ofRows() {
        return new Inference(new Limits(Detail.ROWS, Set.of()), Set.of(), null);
    }

    /** @param bytes of the row as JSON text */
    public void add(JsonNode json, int bytes) {
        row.add(json, limits);
        asVariant.forEach(column -> watch(column, json.path(column)));
        rows++;
        widestRow = Math.max(widestRow, bytes);
    }

    private void watch(String column, JsonNode value) {
        if (!notVariant.containsKey(column)) {
            VariantValues.refusal(value).ifPresent(reason -> notVariant.put(column, reason));
        }
    }

    /** As if this had watched the other's rows after its own. */
    public void merge(Inference other) {
        row.merge(other.row, limits);
        other.notVariant.forEach(notVariant::putIfAbsent);
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

    /** @param first columns to put first, in this order, unless a declared schema gives the order */
    public RowSchema schema(List<String> first) {
        if (declared != null) {
            return Tuning.of(declared, row, rows);
        }
        return rows == 0
                ? new RowSchema(List.of(), false, List.of())
                : new Resolution(limits.detail(), rows, asVariant, notVariant).schema(row, first);
    }
}
