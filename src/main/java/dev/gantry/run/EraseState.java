package dev.gantry.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.gantry.erase.Owners;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.UserMistake;
import dev.gantry.job.Values;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes users out of what the state folder keeps of runs: journals and kept plans, files of rejected rows as far as runs name
 * them, what was staged by runs that are no more, and the database, whose file is then written anew.
 */
final class EraseState {
    private final Settings settings;
    private final RunLedger ledger;
    private final JobRepository repository;
    private final JdbcClient jdbc;

    EraseState(Settings settings, RunLedger ledger, JobRepository repository, JdbcClient jdbc) {
        this.settings = settings;
        this.ledger = ledger;
        this.repository = repository;
        this.jdbc = jdbc;
    }

    /** @param files others to erase from */
    ErasureProof.State erase(Owners erased, List<Path> files, boolean givesUpRuns, boolean onlyCounts) {
        List<Run> unfinished = unfinished();
        List<Long> givenUp = unfinished.stream().map(Run::id).toList();
        if (!onlyCounts) {
            refuseUnfinished(unfinished, givesUpRuns);
            unfinished.forEach(this::giveUp);
            removeStaging();
            removeTrace();
        }
        EraseFiles erasing = new EraseFiles(erased, onlyCounts);
        Set<Path> all = new LinkedHashSet<>(journals(onlyCounts));
        all.addAll(rejects());
        all.addAll(files);
        all.forEach(erasing::eraseFrom);
        int rows = new EraseTables(jdbc, erased, onlyCounts).erase();
        return new ErasureProof.State(erasing.looked(), erasing.changed(), rows, givenUp);
    }

    private List<Run> unfinished() {
        return ledger.newest(Integer.MAX_VALUE).stream()
                .filter(run -> run.status() == RunStatus.RUNNING || run.status().isResumable())
                .toList();
    }

    /** What these keep may hold the users, and their checkpoints count its bytes. */
    void refuseUnfinished(boolean givesUpRuns) {
        refuseUnfinished(unfinished(), givesUpRuns);
    }

    private static void refuseUnfinished(List<Run> unfinished, boolean givesUpRuns) {
        for (Run run : unfinished) {
            String which = "Run " + run.id() + " of " + run.job() + " is "
                    + run.status().label();
            if (run.status() == RunStatus.RUNNING) {
                throw new AlreadyRunning(which + ", and what it keeps may hold those who are to be erased. Wait for it,"
                        + " or stop it with gantry stop, then erase again.");
            }
            if (!givesUpRuns) {
                throw new UserMistake(
                        which + ", and what it keeps to go on from may hold those who are to be erased. Let it"
                                + " end, gantry resume " + run.id() + ", or give such runs up: --give-up-runs.");
            }
        }
    }

    private void giveUp(Run run) {
        ledger.lastExecution(run.job(), run.id()).ifPresent(execution -> {
            JobExecution last = execution;
            last.setStatus(BatchStatus.ABANDONED);
            repository.update(last);
        });
    }

    private void removeStaging() {
        for (String folder : List.of("staging", "uploads")) {
            Path staged = settings.state().resolve(folder);
            try {
                if (Files.exists(staged)) {
                    Durable.deleteTree(staged);
                }
            } catch (IOException broken) {
                throw DiskFailed.other("cannot remove", staged, broken);
            }
        }
    }

    /** Versions before this one let the database write down statements that failed. */
    private void removeTrace() {
        Path trace = settings.state().resolve("gantry.trace.db");
        try {
            Files.deleteIfExists(trace);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot remove", trace, broken);
        }
    }

    /** Journals and kept plans; rows that waited beside them are of no use to a run that has ended. */
    private List<Path> journals(boolean onlyCounts) {
        Path folder = settings.state().resolve("journals");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> journals = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".journal") || name.equals("plan")) {
                    journals.add(file);
                } else if (!name.equals("go-on") && !onlyCounts) {
                    Files.delete(file);
                }
            }
        } catch (IOException broken) {
            throw DiskFailed.other("cannot look through", folder, broken);
        }
        return journals;
    }

    private List<Path> rejects() {
        List<Path> rejects = new ArrayList<>();
        for (Run run : ledger.newest(Integer.MAX_VALUE)) {
            try {
                JobFile.parse(
                                run.file(),
                                run.text(),
                                Components.KINDS,
                                Values.Givens.fixed(run.terms().values()))
                        .job()
                        .errors()
                        .rejects()
                        .filter(Files::isRegularFile)
                        .ifPresent(rejects::add);
            } catch (InvalidJob ofAnotherVersion) {
                // where its rejects are, nobody can tell any more; files that are named are looked through
            }
        }
        return rejects;
    }
}
