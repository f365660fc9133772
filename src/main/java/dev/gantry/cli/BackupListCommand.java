package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository.Listed;
import dev.gantry.cli.text.Amounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gantry backup list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the backups of a repository, the oldest first, and which days can be brought back.")
final class BackupListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Option(names = "--json", description = "Print a JSON line a backup.")
    private boolean json;

    @Override
    public Integer call() {
        try (RepositoryOption.Opened opened = repository.open()) {
            List<Listed> backups = opened.repository().list();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                backups.forEach(backup -> out.println(BackupAsJson.of(backup)));
            } else {
                print(backups, out);
            }
            out.flush();
            return ExitCode.DONE;
        }
    }

    private void print(List<Listed> backups, PrintWriter out) {
        if (backups.isEmpty()) {
            out.println("There is no backup in " + repository.path + ".");
            return;
        }
        out.printf(
                "%-21s  %-20s  %10s  %-24s  %12s  %9s  %s%n",
                "BACKUP", "JOB", "UNIVERSE", "AS OF", "ENTRIES", "ADDED", "STATE");
        List<Manifest> whole = new ArrayList<>();
        for (Listed backup : backups) {
            switch (backup) {
                case Listed.Whole(Manifest made) -> {
                    whole.add(made);
                    out.printf(
                            Locale.ROOT,
                            "%-21s  %-20s  %10s  %-24s  %,12d  %9s  %s%n",
                            made.id(),
                            made.job(),
                            made.universe(),
                            Instant.parse(made.asOf()).truncatedTo(ChronoUnit.SECONDS),
                            made.ledger().entries(),
                            Amounts.bytes(made.ownBytes()),
                            made.isComplete() ? "complete" : "incomplete");
                }
                case Listed.Damaged(String id, String why) -> out.printf("%-21s  damaged: %s%n", id, why);
            }
        }
        new BackupCalendar(whole).print(out);
    }
}
