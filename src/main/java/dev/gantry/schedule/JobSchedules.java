package dev.gantry.schedule;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.Job;
import dev.gantry.job.JobFile;
import dev.gantry.job.Notify;
import dev.gantry.job.On;
import dev.gantry.job.Schedule;
import dev.gantry.job.Values;
import dev.gantry.run.Components;

/** Reads jobs out of their texts, each text once. Safe for many threads. */
final class JobSchedules {

    private record Known(String text, Optional<Job<?, ?, ?>> job) {}

    private final Map<String, String> environment;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    JobSchedules(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** @throws InvalidJob with every problem of the file */
    JobFile<?, ?, ?> read(Path file) {
        return JobFile.read(file, Components.KINDS, givens());
    }

    private Values.Givens givens() {
        return Values.Givens.forCheck(Map.of(), environment, clock.instant());
    }

    /**
     * When the job runs by itself. Nothing where its text was right once and is no more, because a value is gone from the
     * environment: its file is then reported as a problem, and a run of it fails by the same.
     */
    Optional<Schedule> of(JobEntry entry) {
        return job(entry).flatMap(Job::schedule);
    }

    /** The job itself; likewise. */
    Optional<Job<?, ?, ?>> job(JobEntry entry) {
        return known.compute(
                        entry.job(),
                        (job, former) -> former != null && former.text().equals(entry.text()) ? former : read(entry))
                .job();
    }

    /** What starts the job beside its schedule. */
    Optional<On> on(JobEntry entry) {
        return job(entry).flatMap(Job::on);
    }

    /** Who is told of the job, if it says so itself. */
    Optional<Notify> notify(JobEntry entry) {
        return job(entry).flatMap(Job::told);
    }

    private Known read(JobEntry entry) {
        try {
            return new Known(
                    entry.text(),
                    Optional.of(JobFile.parse(entry.file(), entry.text(), Components.KINDS, givens())
                            .job()));
        } catch (InvalidJob reportedOfItsFile) {
            return new Known(entry.text(), Optional.empty());
        }
    }
}
