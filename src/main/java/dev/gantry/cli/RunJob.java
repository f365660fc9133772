package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gantry.job.Job;
import dev.gantry.job.JobFile;
import dev.gantry.job.UserMistake;
import dev.gantry.job.Values;
import dev.gantry.run.Components;
import dev.gantry.run.Confirmed;
import dev.gantry.run.Deed;
import dev.gantry.run.RunReport;
import dev.gantry.run.RunRequest;
import dev.gantry.run.RunStatus;
import dev.gantry.run.RunTerms;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.PlanFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a job, or only plans what it would change. */
record RunJob(
        CommandSpec spec, JobOptions options, @Nullable Long limit, boolean json) {

    private static final int SAMPLES = 5;

    /**
     * Runs it.
     *
     * @param confirmed what may be changed although it is one of production
     * @param goOn whether it goes on by itself after the changes that are made first
     */
    int run(Confirmed confirmed, boolean goOn) throws Exception {
        checked();
        try (OwnEmulator emulator = OwnEmulator.startIf(options.emulator);
                Application application = Application.engine();
                Watched watched = Watched.by(spec, json)) {
            RunRequest request = request(Deed.RUN, emulator, confirmed, goOn);
            return watched.exitCode(application.runner().start(request, watched.stop(), watched::begin));
        }
    }

    /** @param output where the plan is kept, if it is */
    int plan(@Nullable Path output) throws Exception {
        checked();
        try (OwnEmulator emulator = OwnEmulator.startIf(options.emulator);
                Application application = Application.engine();
                Watched watched = Watched.by(spec, json)) {
            RunRequest request = request(Deed.PLAN, emulator, Confirmed.NOTHING, false);
            RunReport report = application.runner().start(request, watched.stop(), watched::begin);
            int code = watched.exitCode(report);
            if (report.status() == RunStatus.DONE) {
                showPlan(
                        application.runner().journals(report.run()),
                        output,
                        spec.commandLine().getOut());
            }
            return code;
        }
    }

    private void showPlan(Path journals, @Nullable Path output, PrintWriter out) {
        if (!json) {
            printSamples(journals, out);
        }
        if (output != null) {
            PlanFile.write(journals, output);
            if (!json) {
                out.println("The plan is in " + output + ": gantry apply " + output
                        + " makes these changes, where what they change still is what it was.");
            }
        }
        out.flush();
    }

    /** A few changes, so that people see whether it is what they mean. */
    static void printSamples(Path journals, PrintWriter out) {
        List<JournaledChange> samples = new ArrayList<>();
        JournaledChange.each(journals, change -> {
            if (change.intent().isPresent()) {
                samples.add(change);
            }
            return samples.size() < SAMPLES;
        });
        samples.forEach(change -> ChangeText.print(change, out));
    }

    RunRequest request(Deed deed, OwnEmulator emulator, Confirmed confirmed, boolean goOn) {
        RunTerms terms = new RunTerms(Map.of(), options.limits, limit, options.baseUrl, options.emulator, deed);
        return new RunRequest(options.file, options.params, terms, emulator.connection(), confirmed, goOn);
    }

    /** A job with mistakes is refused at once, before anything starts; what people should know of it is told. */
    Job<?, ?, ?> checked() {
        if (limit != null && limit < 1) {
            throw new UserMistake("--limit takes a number of rows from 1, found " + limit + ".");
        }
        var job = JobFile.read(
                        options.file,
                        Components.KINDS,
                        Values.Givens.of(options.params, System.getenv(), Instant.now(), "0"))
                .job();
        PrintWriter err = spec.commandLine().getErr();
        JobNotes.of(job).forEach(note -> err.println("note: " + note));
        return job;
    }
}
