package dev.gantry.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.UserMistake;
import dev.gantry.job.Values;
import dev.gantry.run.Components;

/** Whether the files of {@code jobs/} are right. */
record CheckJobs(Path folder, Map<String, String> environment, Findings findings) {
    private static final String CHECK = "jobs";

    /** Those that are. */
    List<CheckedJob> jobs(Instant now) {
        List<CheckedJob> right = new ArrayList<>();
        List<Path> files = files();
        for (Path file : files) {
            try {
                var givens = Values.Givens.forCheck(Map.of(), environment, now);
                right.add(CheckedJob.of(JobFile.read(file, Components.KINDS, givens)));
            } catch (InvalidJob invalid) {
                findings.fail(CHECK, file + ": " + invalid.problems().getFirst() + "; gantry validate tells all");
            } catch (UserMistake mistake) {
                findings.fail(CHECK, String.valueOf(mistake.getMessage()));
            }
        }
        if (files.isEmpty()) {
            findings.ok(CHECK, "none: " + folder + "/ holds no .yml file, so nothing was compared with what jobs need");
        } else if (!right.isEmpty()) {
            findings.ok(CHECK, right.size() + " of " + files.size() + " in " + folder + "/ valid");
        }
        return right;
    }

    private List<Path> files() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
