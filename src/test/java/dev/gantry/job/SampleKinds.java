package dev.gantry.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A small language of its own: the frame is tested without any real source, transform or sink. */
final class SampleKinds {
    enum Compression {
        ZSTD,
        NOT_AT_ALL
    }

    record Entries(String universe, List<String> stores, Optional<String> prefix, int pageSize, boolean values) {}

    record Lines(Path path, Duration patience) {
        Lines {
            if (patience.isZero()) {
                throw new IllegalArgumentException("patience: must be longer than nothing, found 0s");
            }
        }
    }

    record Shout(String words) {}

    record Files(Path path, Compression compression, Map<String, String> columns) {}

    static final Kind<Entries> ENTRIES =
            new Kind<>("data-store-entries", "Entries of data stores", Shape.object(fields -> {
                var universe = fields.required(
                        "universe", Shape.text("[0-9]+", 20, "a universe id (digits)"), "The universe's id");
                var stores = fields.required("data-store", Shape.listOrOne(Shape.text()), "Names of data stores");
                var prefix = fields.optional("prefix", Shape.text(), "Only ids that begin so");
                var pageSize = fields.withDefault("page-size", Shape.integer(1, 256), 256, "Ids a page");
                var values = fields.withDefault("values", Shape.bool(), true, "Whether values are read");
                return given -> new Entries(
                        given.get(universe),
                        given.get(stores),
                        given.get(prefix),
                        given.get(pageSize),
                        given.get(values));
            }));

    static final Kind<Lines> LINES = new Kind<>("lines", "Lines of a file", Shape.object(fields -> {
        var path = fields.required("path", Shape.path(), "The file");
        var patience =
                fields.withDefault("patience", Shape.duration(), Duration.ofSeconds(30), "30s", "How long to wait");
        return given -> new Lines(given.get(path), given.get(patience));
    }));

    static final Kind<Shout> SHOUT =
            new Kind<>("shout", "Says it aloud", Shape.parsed("words in capitals", "", words -> {
                if (!words.equals(words.toUpperCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("small letters are not loud enough");
                }
                return new Shout(words);
            }));

    static final Kind<Files> FILES = new Kind<>("parquet", "Parquet files", Shape.object(fields -> {
        var path = fields.required("path", Shape.path(), "The folder");
        var compression = fields.withDefault(
                "compression", Shape.oneOf(Compression.class), Compression.ZSTD, "How columns are packed");
        var columns = fields.withDefault("columns", Shape.mapOf(Shape.text()), Map.of(), "Types of columns");
        return given -> new Files(given.get(path), given.get(compression), given.get(columns));
    }));

    static final Kinds<Record, Shout, Files> KINDS = Kinds.of(List.of(ENTRIES, LINES), List.of(SHOUT), List.of(FILES));

    static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

    private SampleKinds() {}

    static JobFile<Record, Shout, Files> parse(String text) {
        return parse(text, Map.of(), Map.of());
    }

    static JobFile<Record, Shout, Files> parse(
            String text, Map<String, String> params, Map<String, String> environment) {
        return JobFile.parse("job.yml", text, KINDS, Values.Givens.of(params, environment, AT, "r7"));
    }

    /** A right job whose source options are these lines. */
    static String withSource(String options) {
        return "job: sample\nsource:\n  data-store-entries:\n" + options.indent(4) + "sink: {parquet: {path: out}}\n";
    }

    /** A right job with these lines at its end. */
    static String with(String lines) {
        return "job: sample\nsource: {lines: {path: in.txt}}\nsink: {parquet: {path: out}}\n" + lines;
    }

    static List<String> problems(Runnable parse) {
        try {
            parse.run();
        } catch (InvalidJob e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
        return List.of();
    }

    static List<String> problems(String text) {
        return problems(() -> parse(text));
    }
}
