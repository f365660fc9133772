package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import dev.gantry.backup.BackupSource;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.Errors;
import dev.gantry.job.Job;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;
import dev.gantry.writeback.ChangesEntries;
import dev.gantry.writeback.PlanFile;
import dev.gantry.writeback.PlannedRows;
import dev.gantry.writeback.StoppedByGuard;
import dev.gantry.writeback.Writing;
import dev.gantry.writeback.journal.JournalHead;

/** What runs that change Open Cloud have beside others: journals that outlive them, guards, and sources of changes known already. */
final class WriteBack {

    private static final String PLAN = "plan";

    private final Settings settings;

    WriteBack(Settings settings) {
        this.settings = settings;
    }

    /** Where a run's journals are kept. */
    Path journals(long run) {
        return settings.state().resolve("journals").resolve(Long.toString(run));
    }

    /**
     * Before a run: may it change its universe?
     *
     * @param confirmed the universe that was named for it
     */
    void guard(Job<RowSource, RowTransform, RowSink> job, Deed deed, Optional<String> confirmed) {
        if (!(job.sink() instanceof ChangesEntries changes)) {
            if (!deed.equals(Deed.RUN)) {
                throw new UserMistake("The job " + job.name()
                        + " changes nothing in Open Cloud, so there is nothing to " + deed.verb() + ".");
            }
            return;
        }
        String universe = changes.universe().toString();
        boolean isProduction = Optional.ofNullable(settings.universes().get(universe))
                .filter(Settings.UniverseSettings::production)
                .isPresent();
        if (isProduction && !deed.onlyPlans() && !confirmed.equals(Optional.of(universe))) {
            throw new StoppedByGuard(
                    "Universe " + universe + " is marked production: true in config/application.yml, and this"
                            + " changes its entries. If that is meant, say --confirm " + universe
                            + "; gantry plan shows first what would"
                            + " change.");
        }
    }

    /** Keeps the plan with the run that applies it, so that resuming does not depend on the file. */
    void keepPlan(long run, Path plan) {
        Path kept = journals(run).resolve(PLAN);
        try {
            Durable.createFolders(Objects.requireNonNull(kept.toAbsolutePath().getParent()));
            Durable.writeWhole(kept, Files.readAllBytes(plan));
        } catch (IOException broken) {
            throw DiskFailed.other("cannot keep the plan in", kept, broken);
        }
    }

    /** The job with what makes its changes, if it makes any. */
    Job<RowSource, RowTransform, RowSink> connected(
            Run run, Job<RowSource, RowTransform, RowSink> job, OpenCloud cloud) {
        if (job.source() instanceof BackupSource backup) {
            return job.with(backup.tolerating(job.errors().skip()), job.transforms(), job.sink());
        }
        if (!(job.sink() instanceof ChangesEntries changes)) {
            return job;
        }
        Deed deed = run.terms().deed();
        boolean allowsRejects = !(job.errors().skip() instanceof Errors.Skip.None);
        Writing writing = new Writing(
                cloud, journals(run.id()), head(run), deed.onlyPlans(), allowsRejects, OptionalLong.empty());
        return source(run)
                .map(source -> job.with(source, List.of(), changes.connectToPlanned(writing)))
                .orElseGet(() -> job.with(job.source(), job.transforms(), changes.connect(writing)));
    }

    private Optional<RowSource> source(Run run) {
        Deed deed = run.terms().deed();
        if (deed.undoes() != null) {
            Path undone = journals(deed.undoes());
            return Optional.of(new JournalSource(rows -> PlannedRows.takingBack(undone, rows)));
        }
        Path plan = journals(run.id()).resolve(PLAN);
        return deed.appliesPlan()
                ? Optional.of(new JournalSource(rows -> PlannedRows.ofPlan(plan, rows)))
                : Optional.empty();
    }

    static JournalHead planned(Path plan) {
        return PlanFile.head(plan);
    }

    private static JournalHead head(Run run) {
        return new JournalHead(
                run.job(),
                run.id() + "-" + run.started().toEpochMilli(),
                run.terms().deed().verb(),
                Version.TEXT,
                run.started().toString(),
                run.file(),
                run.text(),
                run.terms().values());
    }
}
