package dev.gantry.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.JobSchema;
import dev.gantry.job.Problem;
import dev.gantry.job.Values;

/** Job files with every source that there is, and a sink that is none. */
final class SourceJobs {
    static final String SCHEMA = JobSchema.of(WrittenSource.KINDS);

    private SourceJobs() {}

    /** @param source what stands under {@code source:}, in lines */
    static String text(String source) {
        return "job: sample\nsource:\n" + source.indent(2) + "sink: {nowhere: x}\n";
    }

    static Chain parse(String source) {
        return JobFile.parse(
                        "job.yml",
                        text(source),
                        WrittenSource.KINDS,
                        Values.Givens.of(Map.of(), Map.of(), Instant.parse("2026-11-23T08:00:00Z"), "7"))
                .job()
                .source();
    }

    /** Each with line and column of {@link #text}. */
    static List<String> problems(String source) {
        try {
            parse(source);
        } catch (InvalidJob invalid) {
            return invalid.problems().stream().map(Problem::toString).toList();
        }
        return List.of();
    }
}
