package dev.gantry.sink.schema;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.JobSchema;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.job.Shape;
import dev.gantry.job.Values;

/** Schemas as a job declares them, read from a job whose sink is nothing else. */
public final class DeclaredSchemas {
    private static final Kinds<String, String, DeclaredSchema> KINDS = Kinds.of(
            List.of(new Kind<>("nothing", "No rows", Shape.text())),
            List.of(),
            List.of(new Kind<>("schema", "A schema alone", DeclaredSchema.SHAPE)));

    static final String JSON_SCHEMA = JobSchema.of(KINDS);

    private DeclaredSchemas() {}

    /** @param schema in one line, with what stands on line 4 from column 11 */
    static String job(String schema) {
        return "job: sample\nsource: {nothing: x}\nsink:\n  schema: " + schema + "\n";
    }

    public static DeclaredSchema parse(String schema) {
        return JobFile.parse(
                        "job.yml",
                        job(schema),
                        KINDS,
                        Values.Givens.of(Map.of(), Map.of(), Instant.parse("2026-11-23T08:00:00Z"), "7"))
                .job()
                .sink();
    }

    public static DeclaredSchema of(List<Column> columns) {
        return new DeclaredSchema(columns);
    }

    static List<String> problems(String schema) {
        try {
            parse(schema);
        } catch (InvalidJob invalid) {
            return invalid.problems().stream().map(Object::toString).toList();
        }
        return List.of();
    }
}
