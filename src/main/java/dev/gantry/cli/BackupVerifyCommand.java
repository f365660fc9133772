package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gantry.backup.BackupKey;
import dev.gantry.backup.Drill.Drilled;
import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.backup.repository.Repository.Listed;
import dev.gantry.backup.repository.Verified;
import dev.gantry.backup.repository.Verified.Damage;
import dev.gantry.backup.repository.VerifyBackups;
import dev.gantry.cli.text.Amounts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code gantry backup verify [BACKUP]}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Proves that backups still are what they were written as.",
            "Hashes every file that they need, reads every row again, and adds up their ledgers. Ends with 20 where anything is wrong, and names the files and the keys in them.",
            "With --drill, also restores entries into an emulator in this process, reads them again and compares them with the backup."
        })
final class BackupVerifyCommand implements Callable<Integer> {

    private static final int KEYS_SHOWN = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(
            paramLabel = "BACKUP",
            arity = "0..1",
            description = "Its id, what that alone begins with, or latest; all unless told otherwise.")
    private @Nullable String backup;

    @Option(
            names = "--drill",
            paramLabel = "N|all",
            arity = "0..1",
            fallbackValue = "1000",
            description = "Restore N entries, chosen at random, or all; ${FALLBACK-VALUE} unless told otherwise. All of"
                    + " them have to fit into the memory of the process.")
    private @Nullable String drill;

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Option(names = "--json", description = "Print a JSON line a backup, with all keys that are lost.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Optional<Rehearsal> rehearsal = drill == null ? Optional.empty() : Optional.of(Rehearsal.of(drill));
        try (RepositoryOption.Opened opened = repository.open()) {
            Repository backups = opened.repository();
            List<Listed> meant = backup == null
                    ? backups.list()
                    : List.of(new Listed.Whole(backups.open(backup).manifest()));
            VerifyBackups verify = new VerifyBackups(backups);
            boolean isWhole = true;
            for (Listed each : meant) {
                Verified verified = switch (each) {
                    case Listed.Whole(Manifest manifest) -> verify.of(manifest);
                    case Listed.Damaged(String id, String why) ->
                        new Verified(id, 0, 0, List.of(new Damage(id + "/manifest.json", why, 0, List.of())), "");
                };
                Optional<Drilled> drilled = rehearsal.isPresent() && verified.isWhole()
                        ? Optional.of(drill(rehearsal.get(), backups.open(verified.backup()), opened))
                        : Optional.empty();
                print(verified, drilled);
                isWhole &= verified.isWhole() && drilled.map(Drilled::isAlike).orElse(true);
            }
            if (meant.isEmpty()) {
                spec.commandLine().getErr().println("There is no backup in " + repository.path + ".");
                return ExitCode.MISTAKE;
            }
            return isWhole ? ExitCode.DONE : ExitCode.DAMAGED;
        }
    }

    private Drilled drill(Rehearsal rehearsal, Backup of, RepositoryOption.Opened opened) throws Exception {
        return rehearsal.of(of, repository.keyOf(of.manifest()).map(BackupKey::new), opened.s3());
    }

    private void print(Verified verified, Optional<Drilled> drilled) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode line = JsonMapper.shared().valueToTree(verified);
            line.remove("whole");
            boolean isWhole =
                    verified.isWhole() && drilled.map(Drilled::isAlike).orElse(true);
            drilled.ifPresent(found -> line.set("drill", json(found)));
            out.println(
                    line.put("state", !isWhole ? "damaged" : verified.unproved().isEmpty() ? "whole" : "hashed"));
        } else {
            print(verified, out);
            drilled.ifPresent(found -> print(found, out));
        }
        out.flush();
    }

    private static ObjectNode json(Drilled drilled) {
        ObjectNode found = JsonMapper.shared().valueToTree(drilled);
        found.remove(List.of("backup", "alike"));
        return found;
    }

    private static void print(Drilled drilled, PrintWriter out) {
        String restored =
                Amounts.count(drilled.entries(), "entry", "entries") + " restored into an emulator and read again";
        if (drilled.isAlike()) {
            out.println("  drill: " + restored + ", all as in the backup");
            return;
        }
        out.println("  drill: " + restored + ", "
                + Amounts.number(drilled.different().size()) + " NOT as in the backup:");
        drilled.different().stream()
                .limit(KEYS_SHOWN)
                .forEach(each ->
                        out.println("    " + (each.ordered() ? "ordered " : "") + each.key() + ": " + each.why()));
        if (drilled.different().size() > KEYS_SHOWN) {
            out.println(
                    "    and " + Amounts.number(drilled.different().size() - KEYS_SHOWN) + " more: --json names all");
        }
    }

    private static void print(Verified verified, PrintWriter out) {
        if (verified.isWhole() && !verified.unproved().isEmpty()) {
            out.println(verified.backup() + ": its files are what was written, " + Amounts.bytes(verified.bytes())
                    + " hashed; " + verified.unproved());
        } else if (verified.isWhole()) {
            out.println(verified.backup() + ": whole, " + Amounts.count(verified.entries(), "entry", "entries") + ", "
                    + Amounts.bytes(verified.bytes()) + " read");
        } else {
            out.println(verified.backup() + ": damaged");
            verified.damages().forEach(damage -> print(damage, out));
        }
    }

    private static void print(Damage damage, PrintWriter out) {
        out.println("  " + damage.file() + ": " + damage.why());
        if (damage.entries() > 0) {
            out.println("    " + Amounts.count(damage.entries(), "entry is", "entries are") + " lost with it"
                    + (damage.keys().isEmpty() ? "; which, cannot be told" : ":"));
        }
        damage.keys().stream().limit(KEYS_SHOWN).forEach(key -> out.println("    " + key));
        if (damage.keys().size() > KEYS_SHOWN) {
            out.println("    and " + Amounts.number(damage.keys().size() - KEYS_SHOWN) + " more: --json names all");
        }
    }
}
