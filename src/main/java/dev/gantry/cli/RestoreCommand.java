package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.StoreCount;
import dev.gantry.cli.text.Amounts;
import dev.gantry.job.UserMistake;
import dev.gantry.run.Confirmed;
import dev.gantry.run.Deed;
import dev.gantry.run.RunReport;
import dev.gantry.run.RunRequest;
import dev.gantry.run.RunStatus;
import dev.gantry.run.RunTerms;
import dev.gantry.writeback.PlanFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry restore BACKUP}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Makes entries of data stores what a backup has of them: values, users and attributes.",
            "What is so already is not written. With --as-of, no backup is needed: the versions that Roblox keeps for 30 days tell what they were, of each",
            "UTC hour the last, and what was current at a snapshot; gantry backup recoverable tells of which entries. With",
            "--deleted-between, what was deleted comes back. A restore is a run that changes entries: --plan shows it",
            "first, gantry resume goes on with it, gantry undo takes it back."
        })
final class RestoreCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "BACKUP", arity = "0..1", description = "Its id, what that alone begins with, or latest.")
    private @Nullable String backup;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description =
                    "Instead of a backup, what entries were at that time, as in 2026-11-01T00:00:00Z; with --universe and"
                            + " --data-store.")
    private @Nullable String asOf;

    @Option(
            names = "--changed-between",
            paramLabel = "TIME",
            arity = "2",
            description =
                    "With --as-of, only entries that were written or deleted after the first of two times, and not"
                            + " after the second.")
    private List<String> changedBetween = new ArrayList<>();

    @Option(
            names = "--deleted-between",
            paramLabel = "TIME",
            arity = "2",
            description =
                    "Instead of a backup: bring back what was deleted between two times and still is, entries as they were"
                            + " before, and data stores; with --universe. Roblox keeps it for 30 days: --plan shows how"
                            + " many of them are left.")
    private List<String> deletedBetween = new ArrayList<>();

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Mixin
    private final RestoredPart part = new RestoredPart();

    @Option(names = "--plan", description = "Change nothing: show what would change. Ends with 4 if anything would.")
    private boolean onlyPlans;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "With --plan, keep the plan there for gantry apply. It holds players' values.")
    private @Nullable Path output;

    @Mixin
    private final ConnectionOptions cloud = new ConnectionOptions();

    @Option(names = "--confirm", paramLabel = "WHAT", description = ConfirmText.DESCRIPTION)
    private List<String> confirmed = new ArrayList<>();

    @Option(names = "--json", description = "Print progress and result as JSON lines on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        String job = job();
        RunTerms terms =
                new RunTerms(Map.of(), cloud.limits, null, cloud.baseUrl, false, onlyPlans ? Deed.PLAN : Deed.RUN);
        RunRequest request = new RunRequest(
                Path.of("restore"), job, Map.of(), terms, Optional.empty(), Confirmed.of(confirmed), false);
        try (Application application = Application.engine();
                Watched watched = Watched.by(spec, json)) {
            RunReport report = application.runner().start(request, watched.stop(), watched::begin);
            int code = watched.exitCode(report);
            if (onlyPlans && report.status() == RunStatus.DONE) {
                showPlan(application.runner().journals(report.run()));
            }
            return code;
        }
    }

    private String job() {
        String id = backup;
        long named = Stream.of(id != null, asOf != null, !deletedBetween.isEmpty())
                .filter(given -> given)
                .count();
        if (named != 1) {
            throw new UserMistake(
                    "Name one of these: a backup, as gantry backup list shows them; a time, --as-of; or two"
                            + " times, --deleted-between.");
        }
        if (!changedBetween.isEmpty() && asOf == null) {
            throw new UserMistake("--changed-between goes with --as-of, the time to go back to.");
        }
        if (!deletedBetween.isEmpty()) {
            return part.undelete(deletedBetween, cloud.connection());
        }
        if (id == null) {
            return part.job(String.valueOf(asOf), changedBetween, cloud.connection());
        }
        try (RepositoryOption.Opened opened = repository.open()) {
            Backup found = opened.repository().open(id);
            found.refuseWithoutKey();
            Manifest manifest = found.manifest();
            notes(manifest).forEach(note -> spec.commandLine().getErr().println("note: " + note));
            return part.job(manifest, repository.path, repository.keyOf(manifest), cloud.connection());
        }
    }

    private static List<String> notes(Manifest manifest) {
        List<String> notes = new ArrayList<>();
        manifest.incomplete().forEach(why -> notes.add("the backup is incomplete: " + why));
        long ordered = manifest.stores().stream()
                .filter(StoreCount::ordered)
                .mapToLong(StoreCount::entries)
                .sum();
        if (ordered > 0) {
            notes.add(
                    Amounts.count(ordered, "entry", "entries")
                            + " of ordered stores are in the backup: as they were when they were read, some time after its moment");
        }
        return notes;
    }

    private void showPlan(Path journals) {
        PrintWriter out = spec.commandLine().getOut();
        if (!deletedBetween.isEmpty()) {
            DeletedText.print(journals, json, Instant.now(), out);
        } else if (!json) {
            RunJob.printSamples(journals, out);
        }
        if (output != null) {
            PlanFile.write(journals, output);
            if (!json) {
                out.println("The plan is in " + output + ": gantry apply " + output
                        + " makes these changes, where the entries still are what they were.");
            }
        }
        out.flush();
    }
}
