package dev.gantry.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Schedule;
import dev.gantry.job.UserMistake;
import dev.gantry.run.Confirmed;
import dev.gantry.run.Deed;
import dev.gantry.run.Run;
import dev.gantry.run.RunReport;
import dev.gantry.run.RunRequest;
import dev.gantry.run.RunStatus;
import dev.gantry.run.Runner;
import dev.gantry.schedule.Backfill;
import dev.gantry.schedule.FireTimes;
import dev.gantry.schedule.Firing;
import dev.gantry.schedule.ScheduleText;

/**
 * Runs a job once for each of its fire times in a range of days, the oldest first, until one fails.
 *
 * @param range two dates as {@code 2026-11-01..2026-11-07}, or one
 */
record BackfillJob(RunJob job, String range) {

    private static final int MOST = 10_000;

    int run(Confirmed confirmed, boolean goOn) throws Exception {
        var file = job.checked();
        Schedule schedule = file.schedule()
                .orElseThrow(() -> new UserMistake("--for runs " + file.name()
                        + " for its fire times, but it has no schedule: with a cron expression."));
        List<Instant> times = times(schedule);
        try (OwnEmulator emulator = OwnEmulator.startIf(job.options().emulator);
                Application application = Application.scheduler()) {
            Backfill backfill = application.backfill();
            List<Firing> open = backfill.of(file.name(), range, times);
            int code = ExitCode.DONE;
            for (int i = 0; i < open.size(); i++) {
                tell(open.get(i), i + 1, open.size(), schedule);
                RunRequest request = job.request(Deed.RUN, emulator, confirmed, goOn);
                RunReport report;
                int ended;
                try (Watched watched = Watched.by(job.spec(), job.json())) {
                    report = run(application.runner(), backfill, open.get(i), request, watched);
                    ended = watched.exitCode(report);
                }
                if (report.status() != RunStatus.DONE) {
                    backfill.failed(open.get(i), report.result().failure());
                    stopped(open.size() - i);
                    return ended;
                }
                backfill.done(open.get(i));
                code = Math.max(code, ended);
            }
            return code;
        }
    }

    private static RunReport run(Runner runner, Backfill backfill, Firing firing, RunRequest request, Watched watched)
            throws InterruptedException {
        Optional<Run> former = Optional.ofNullable(firing.run()).flatMap(runner.ledger()::find);
        if (former.filter(run -> run.status().isResumable()).isPresent()) {
            backfill.began(firing, former.get().id());
            return runner.resume(former.get(), request.connection(), request.goOn(), watched.stop(), watched::begin);
        }
        long id = runner.newId();
        backfill.began(firing, id);
        return runner.start(
                request.with(new RunRequest.Foreseen(id, firing.fireTime())), watched.stop(), watched::begin);
    }

    private List<Instant> times(Schedule schedule) {
        FireTimes cron = FireTimes.of(schedule)
                .orElseThrow(
                        () -> new UserMistake("--for runs the job for its fire times, but its schedule: has no cron:"
                                + " expression, so it has none."));
        LocalDate first = day(range.split("\\.\\.", 2)[0]);
        LocalDate last = range.contains("..") ? day(range.split("\\.\\.", 2)[1]) : first;
        List<Instant> times = cron.between(
                first.atStartOfDay(schedule.zone()).toInstant(),
                last.plusDays(1).atStartOfDay(schedule.zone()).toInstant(),
                MOST + 1);
        if (times.isEmpty() || times.size() > MOST) {
            throw new UserMistake("--for " + range + ": the schedule has "
                    + (times.isEmpty() ? "no fire time" : "more than " + MOST + " fire times") + " on these days in "
                    + schedule.zone() + "; name " + (times.isEmpty() ? "others." : "fewer days."));
        }
        return times;
    }

    private LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException malformed) {
            throw new UserMistake(
                    "--for takes two days such as 2026-11-01..2026-11-07, or one, found \"" + range + "\".");
        }
    }

    private void tell(Firing firing, int number, int all, Schedule schedule) {
        if (!job.json()) {
            job.spec()
                    .commandLine()
                    .getOut()
                    .println("For " + ScheduleText.when(firing.fireTime(), schedule.zone()) + ", " + number + " of "
                            + all + ":");
            job.spec().commandLine().getOut().flush();
        }
    }

    private void stopped(int left) {
        job.spec()
                .commandLine()
                .getErr()
                .println("Of the backfill " + left + (left == 1 ? " run is" : " runs are")
                        + " left. The same command goes on with " + (left == 1 ? "it." : "them."));
        job.spec().commandLine().getErr().flush();
    }
}
