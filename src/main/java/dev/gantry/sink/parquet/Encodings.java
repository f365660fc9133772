package dev.gantry.sink.parquet;

import dev.gantry.sink.format.Contents;
import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Scalar.Simple;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;

/** How each column is encoded, set up so that the heap stays flat whatever the rows are like. */
final class Encodings {
    /** So many bytes of rows may go by before the writer looks at how full its pages and row group are. */
    private static final int UNWATCHED_BYTES = 4 << 20;

    private static final int MOST_UNWATCHED_ROWS = 10_000;
    private static final int STATISTICS_BYTES = 64;

    /** What a Bloom filter, about a megabyte then, is made for; with more it finds less. */
    private static final long MOST_KEYS_OF_ROW_GROUP = 500_000;

    private final ParquetProperties.Builder builder;

    private Encodings(ParquetProperties.Builder builder) {
        this.builder = builder;
    }

    static ParquetProperties of(Contents contents) {
        int unwatchedRows = Math.clamp(UNWATCHED_BYTES / Math.max(1, contents.widestRow()), 1, MOST_UNWATCHED_ROWS);
        Encodings encodings = new Encodings(ParquetProperties.builder()
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withMinRowCountForPageSizeCheck(Math.min(100, unwatchedRows))
                .withMaxRowCountForPageSizeCheck(unwatchedRows)
                .withStatisticsTruncateLength(STATISTICS_BYTES)
                .withSizeStatisticsEnabled(false)
                .withStatisticsEnabled(false)
                .withDictionaryEncoding(false));
        contents.schema().columns().forEach(column -> encodings.tune(column.name(), column.type()));
        contents.schema().columns().stream()
                .filter(column -> contents.key().contains(column.name()))
                .forEach(column -> encodings.tuneKey(column, contents.rows()));
        return encodings.builder.build();
    }

    /**
     * Off unless a column is known to gain. The least and greatest values of every row group stay in memory until the file is
     * complete, so columns of long values go without. A name with a dot in it does not meet its column here, which then goes
     * without both.
     */
    private void tune(String path, ColumnType type) {
        switch (type) {
            case Leaf leaf -> {
                builder.withDictionaryEncoding(path, leaf.values() == Values.FEW);
                builder.withStatisticsEnabled(path, leaf.values() != Values.LONG);
            }
            case Struct struct -> struct.columns().forEach(column -> tune(path + "." + column.name(), column.type()));
            case ListOf list -> tune(path + "." + Layout.LIST + "." + Layout.ELEMENT, list.element());
            case MapOf map -> {
                builder.withDictionaryEncoding(path + "." + Layout.KEY_VALUE + "." + Layout.KEY, true);
                tune(path + "." + Layout.KEY_VALUE + "." + Layout.MAP_VALUE, map.value());
            }
            case Variant variant -> {
                builder.withDictionaryEncoding(path + "." + Layout.METADATA, true);
                variant.typed().ifPresent(typed -> tunePart(path, typed));
            }
        }
    }

    private void tunePart(String path, ColumnType typed) {
        String typedPath = path + "." + Layout.TYPED_VALUE;
        switch (typed) {
            case Struct struct ->
                struct.columns().forEach(column -> tunePart(typedPath + "." + column.name(), column.type()));
            case ListOf list -> tunePart(typedPath + "." + Layout.LIST + "." + Layout.ELEMENT, list.element());
            case Leaf leaf -> tune(typedPath, leaf);
            case MapOf map -> tune(typedPath, map);
            case Variant variant -> tune(typedPath, variant);
        }
    }

    /** What finds a key without reading all pages: the least and greatest values, and a Bloom filter in each row group. */
    private void tuneKey(Column column, long rows) {
        if (column.type() instanceof Leaf leaf) {
            builder.withStatisticsEnabled(column.name(), true);
            if (leaf.scalar() != Simple.BOOLEAN) {
                builder.withBloomFilterEnabled(column.name(), true);
                builder.withBloomFilterNDV(column.name(), Math.clamp(rows, 1, MOST_KEYS_OF_ROW_GROUP));
            }
        }
    }
}
