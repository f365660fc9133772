package dev.gantry.source;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Kind;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.file.FilePart;
import dev.gantry.source.file.FileRows;
import dev.gantry.source.file.FileSelection;
import dev.gantry.source.file.RecordFormat;
import dev.gantry.source.file.parquet.ParquetRecords;
import dev.gantry.source.file.text.CsvFormat;
import dev.gantry.source.file.text.CsvOptions;
import dev.gantry.source.file.text.JsonlFormat;
import dev.gantry.source.walk.Stage;

/** The sources {@code csv}, {@code jsonl} and {@code parquet}: the rows of files. Each file, or group of files, is a part. */
record FileSource(String name, FileSelection selection, RecordFormat format) implements Component {

    static final Kind<FileSource> CSV = kind(
            "csv",
            "The records of CSV files, .gz and .zst too: an object each, of texts unless types: says otherwise",
            fields -> {
                var options = CsvOptions.in(fields);
                return given -> new CsvFormat(options.apply(given));
            });

    static final Kind<FileSource> JSONL = kind(
            "jsonl",
            "The values of JSON Lines files, one a line, .gz and .zst too; what is no object comes as {value: ...}",
            fields -> given -> new JsonlFormat());

    static final Kind<FileSource> PARQUET = kind(
            "parquet",
            "The rows of Parquet files, Gantry's own and others': every column, null where a row has no value",
            fields -> {
                var columns = fields.optional(
                        "columns", Shape.listOrOne(Shape.text()), "The columns to read, instead of all");
                return given -> new ParquetRecords(given.get(columns).orElse(List.of()));
            });

    /** @param format declares the fields of its own */
    private static Kind<FileSource> kind(
            String key, String summary, Function<Fields, Function<Given, RecordFormat>> format) {
        return new Kind<>(key, summary, Shape.object(fields -> {
            var selection = FileSelection.Written.in(fields);
            var own = format.apply(fields);
            return given -> new FileSource(key, selection.of(given), own.apply(given));
        }));
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of();
    }

    @Override
    public boolean needsRow() {
        return false;
    }

    @Override
    public Optional<String> whyNotBelow() {
        return Optional.of("its files would be read once more for each row there. Put it outermost, with the other"
                + " source under its for-each:");
    }

    @Override
    public List<Partition> partitions(Access access) {
        return FilePart.named(selection.parts(format, access.files())).entrySet().stream()
                .map(part -> new Partition(part.getKey(), part.getValue().about()))
                .toList();
    }

    @Override
    public List<Stage> stages(Partition partition, Access access) {
        return List.of(new Stage.Lists(new FileRows(FilePart.in(partition.about()), format, access.files())));
    }

    @Override
    public List<Stage> stagesBelow(Access access) {
        throw new IllegalStateException(name + " stands outermost");
    }
}
