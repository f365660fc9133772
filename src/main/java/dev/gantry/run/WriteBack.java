package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.backup.BackupSink;
import dev.gantry.backup.BackupSource;
import dev.gantry.backup.LeavesOut;
import dev.gantry.erase.ErasedUsers;
import dev.gantry.erase.Owners;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.Job;
import dev.gantry.job.JobFile;
import dev.gantry.job.Tolerance;
import dev.gantry.job.UserMistake;
import dev.gantry.job.Values;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.Changes;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.PlanFile;
import dev.gantry.writeback.PlannedRows;
import dev.gantry.writeback.StoppedByGuard;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.Writing;
import dev.gantry.writeback.journal.JournalHead;
import org.jspecify.annotations.Nullable;

/** What runs that change Open Cloud have beside others: journals that outlive them, guards, and sources of changes known already. */
final class WriteBack {

    private static final String PLAN = "plan";
    private static final String JOURNALS = "journals";
    private static final String GO_ON = "go-on";

    private final Settings settings;

    WriteBack(Settings settings) {
        this.settings = settings;
    }

    /** Where a run's journals are kept. */
    Path journals(long run) {
        return settings.state().resolve(JOURNALS).resolve(Long.toString(run));
    }

    /**
     * Before a run: may it change what it changes?
     *
     * @param confirmed what was named for it
     */
    void guard(Job<RowSource, RowTransform, RowSink> job, Deed deed, Confirmed confirmed) {
        if (!(job.sink() instanceof Changes changes)) {
            if (!deed.equals(Deed.RUN)) {
                throw new UserMistake("The job " + job.name()
                        + " changes nothing in Open Cloud, so there is nothing to " + deed.verb() + ".");
            }
            return;
        }
        refuseToUndo(job, changes, deed);
        if (!deed.onlyPlans()) {
            changes.changed().forEach(each -> refuseUnconfirmed(each, confirmed));
        }
    }

    /** What of production a job may change, as it is to be confirmed. */
    List<String> marked(Job<?, ?, ?> job) {
        if (!(job.sink() instanceof Changes changes)) {
            return List.of();
        }
        return changes.changed().stream()
                .flatMap(changed -> settings.production(changed.kind()).stream()
                        .filter(marked ->
                                changed.id().isEmpty() || changed.id().get().equals(marked))
                        .map(marked -> word(changed, marked)))
                .distinct()
                .toList();
    }

    private static String word(Changed changed, String marked) {
        return changed.kind() == Changed.Kind.UNIVERSE ? marked : changed.kind().plural() + "/" + marked;
    }

    /** Where it is not known before the first row whose things are changed, they may be those of any that is marked. */
    void refuseUnconfirmed(Changed changed, Confirmed confirmed) {
        settings.production(changed.kind()).stream()
                .filter(marked -> changed.id().isEmpty() || changed.id().get().equals(marked))
                .filter(marked -> !confirmed.has(changed.kind().plural() + "/" + marked))
                .findFirst()
                .ifPresent(marked -> {
                    throw new StoppedByGuard(unconfirmed(changed, marked));
                });
    }

    private static String unconfirmed(Changed changed, String marked) {
        String kind = changed.kind().name().toLowerCase(Locale.ROOT);
        String named = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " " + marked;
        String whether = changed.id().isPresent()
                ? "this changes it"
                : "this may change it: whose things the rows name is not known before";
        return named + " is marked production: true in config/application.yml, and " + whether
                + ". If that is meant, say --confirm " + word(changed, marked)
                + "; gantry plan shows first what would change.";
    }

    private static void refuseToUndo(Job<RowSource, RowTransform, RowSink> job, Changes changes, Deed deed) {
        if (deed.undoes() != null && changes.staysDone().isPresent()) {
            throw new UserMistake("Run " + deed.undoes() + " of " + job.name() + " cannot be undone: "
                    + changes.staysDone().get() + ". gantry show " + deed.undoes() + " --changes lists what it did.");
        }
    }

    /**
     * What stays done would be done twice by carrying out its plan twice.
     *
     * @throws StoppedByGuard if a run has carried out the same plan
     */
    void refuseSecondTime(Path plan, JournalHead head) {
        var job = JobFile.parse(head.file(), head.text(), Components.KINDS, Values.Givens.fixed(head.values()))
                .job();
        if (!(job.sink() instanceof Changes changes) || changes.staysDone().isEmpty()) {
            return;
        }
        runWithPlan(plan).ifPresent(run -> {
            throw new StoppedByGuard("Run " + run + " has carried out " + plan
                    + " already, and what it does stays done: "
                    + changes.staysDone().get() + ". If that run did not end, gantry resume " + run
                    + " goes on with it; to do all of it once more, plan again: gantry plan " + head.file() + " -o "
                    + plan);
        });
    }

    private Optional<String> runWithPlan(Path plan) {
        Path folder = settings.state().resolve(JOURNALS);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            for (Path run : runs.toList()) {
                Path kept = run.resolve(PLAN);
                if (Files.exists(kept) && Files.mismatch(kept, plan) < 0) {
                    return Optional.of(String.valueOf(run.getFileName()));
                }
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw DiskFailed.other("cannot compare the plan with those in", folder, broken);
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
            Run run, Job<RowSource, RowTransform, RowSink> job, OpenCloud cloud, Tolerance tolerance, StopSignal stop) {
        Owners erased =
                ErasedUsers.in(settings.state()).map(ErasedUsers::owners).orElse(Owners.NONE);
        if (job.source() instanceof BackupSource backup && job.sink() instanceof BackupSink sink) {
            return job.with(backup.tolerating(job.errors().skip()), job.transforms(), sink.without(erased));
        }
        if (!(job.sink() instanceof Changes changes)) {
            return job;
        }
        Deed deed = run.terms().deed();
        Writing writing = new Writing(
                cloud, journals(run.id()), head(run), deed.onlyPlans(), tolerance, goesOn(run), stop::isGiven);
        return source(run, erased)
                .map(source -> job.with(source, List.of(), changes.connectToPlanned(writing)))
                .orElseGet(
                        () -> job.with(leavingOut(job.source(), erased), job.transforms(), changes.connect(writing)));
    }

    /** From now on the run makes all of its changes. */
    void goOn(Run run) {
        Path word = journals(run.id()).resolve(GO_ON);
        try {
            Durable.createFolders(Objects.requireNonNull(word.toAbsolutePath().getParent()));
            Durable.writeWhole(word, new byte[0]);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write", word, broken);
        }
    }

    /** Whether the run was told to go on after those of its changes that are made first. */
    boolean goesOn(Run run) {
        return Files.exists(journals(run.id()).resolve(GO_ON));
    }

    private static RowSource leavingOut(RowSource source, Owners erased) {
        return source instanceof LeavesOut restore ? restore.without(erased) : source;
    }

    private Optional<RowSource> source(Run run, Owners erased) {
        Deed deed = run.terms().deed();
        if (deed.undoes() != null) {
            Path undone = journals(deed.undoes());
            return Optional.of(new JournalSource(rows -> PlannedRows.takingBack(undone, rows), erased));
        }
        Path plan = journals(run.id()).resolve(PLAN);
        return deed.appliesPlan()
                ? Optional.of(new JournalSource(rows -> PlannedRows.ofPlan(plan, rows), erased))
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

    /** What a run changed is taken back by its journals. */
    void refuseIfGone(Run undone) {
        @Nullable Tally changes = undone.result().changes();
        if (changes != null && changes.changed() > 0 && !JournaledChange.anyIn(journals(undone.id()))) {
            throw new UserMistake("Run " + undone.id() + " of " + undone.job() + " changed " + changes.changed()
                    + " entries, but its journals are gone from " + journals(undone.id())
                    + ", and with them what was there before. Put them back from a copy.");
        }
    }

    /** A plan is of a job as it was. */
    static void refuseIfChanged(Path plan, JournalHead head) {
        Path file = Path.of(head.file());
        if (Files.isRegularFile(file) && !textOf(file).equals(head.text())) {
            throw new StoppedByGuard(
                    file + " has changed since " + plan + " was made of it, so the plan may not be what is"
                            + " meant. Plan again: gantry plan " + file + " -o " + plan);
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UserMistake(
                    "cannot read " + file + ", of which the plan was made: " + DiskFailed.reason(unreadable));
        }
    }
}
