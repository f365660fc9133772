package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.gantry.backup.repository.Ledger;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Part;
import dev.gantry.backup.repository.StoreCount;
import dev.gantry.cli.text.Amounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry backup show BACKUP}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Tells what a backup holds: its stores, its ledger, the backups it needs, and how to query it.")
final class BackupShowCommand implements Callable<Integer> {

    /** DuckDB does not find its way to encrypted pages that it passes over for a filter. */
    private static final String DUCKDB_KEY =
            "PRAGMA add_parquet_key('backup', '$GANTRY_BACKUP_KEY'); SET disabled_optimizers='filter_pushdown'; ";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "BACKUP", description = "Its id, what that alone begins with, or latest.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private String backup;

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Option(names = "--json", description = "Print one JSON line.")
    private boolean json;

    @Override
    public Integer call() {
        try (RepositoryOption.Opened opened = repository.open()) {
            Manifest manifest = opened.repository().open(backup).manifest();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(BackupAsJson.of(manifest));
            } else {
                print(manifest, opened.repository().keys().canRead(manifest), out);
            }
            out.flush();
            return ExitCode.DONE;
        }
    }

    private void print(Manifest made, boolean canRead, PrintWriter out) {
        out.println("Backup " + made.id() + " of universe " + made.universe() + ", by " + made.job() + ", "
                + (made.isComplete() ? "complete." : "incomplete."));
        line(out, "as of", made.asOf() + " (" + made.moment() + ")");
        made.incomplete().forEach(why -> line(out, "lacks", why));
        if (made.isEncrypted()) {
            line(
                    out,
                    "encrypted",
                    "with key " + made.encryptedBy()
                            + (canRead ? "" : ", without which its stores cannot be told: --key names it"));
        }
        Ledger ledger = made.ledger();
        line(out, "entries", Amounts.number(ledger.entries()) + " of " + Amounts.count(ledger.listed(), "listed key"));
        line(
                out,
                "ledger",
                String.format(
                        Locale.ROOT,
                        "%,d stored, %,d unchanged, %,d absent, %,d unreadable, %,d failed, %,d erased",
                        ledger.stored(),
                        ledger.unchanged(),
                        ledger.absent(),
                        ledger.unreadable(),
                        ledger.failed(),
                        ledger.erased()));
        line(out, "added", Amounts.bytes(made.ownBytes()));
        String needed = made.parts().stream()
                .map(Part::backup)
                .filter(other -> !other.equals(made.id()))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!needed.isEmpty()) {
            line(out, "parts of", needed);
        }
        for (StoreCount store : made.stores()) {
            line(out, "store", store.name() + ": " + Amounts.count(store.entries(), "entry", "entries") + marks(store));
        }
        line(out, "to look", "duckdb -c \"" + query(made) + "\"");
    }

    private static String marks(StoreCount store) {
        return (store.ordered() ? ", ordered: as it was when it was read" : "")
                + (store.expires().isEmpty() ? "" : ", deleted, gone for good at " + store.expires())
                + (store.lost() ? ", lost while it was read" : "");
    }

    /** All rows of its parts but those that do not count for it; of an encrypted one with the key in base64. */
    private String query(Manifest made) {
        String parts = made.parts().stream()
                .map(part -> "'" + repository.path + "/" + part.entries().name() + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        String key = made.isEncrypted() ? ", encryption_config={footer_key: 'backup'}" : "";
        String before = made.isEncrypted() ? DUCKDB_KEY : "";
        return made.superseded().isEmpty()
                ? before + "FROM read_parquet(" + parts + key + ") LIMIT 10"
                : before + "FROM read_parquet(" + parts + ", filename=true, file_row_number=true" + key
                        + ") e ANTI JOIN read_parquet('" + repository.path + "/"
                        + made.superseded().getFirst().name()
                        + "'" + key + ") s ON ends_with(e.filename, s.part) AND e.file_row_number = s.row LIMIT 10";
    }

    private static void line(PrintWriter out, String label, String text) {
        out.println(String.format(Locale.ROOT, "  %-10s %s", label, text));
    }
}
