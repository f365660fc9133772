package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gantry.backup.PruneBackups;
import dev.gantry.backup.repository.Keep;
import dev.gantry.backup.repository.Locked;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.cli.text.Amounts;
import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code gantry backup prune}. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = {
            "Removes the backups that are no longer kept, and what interrupted runs left behind.",
            "Kept is what keep: of the job says that made the newest, or what is said here. The newest backup of each job is always kept, and so is every part that a kept backup",
            "needs, whichever backup stored it."
        })
final class BackupPruneCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Option(names = "--daily", paramLabel = "N", description = "Keep the last backup of so many days.")
    private @Nullable Integer daily;

    @Option(names = "--weekly", paramLabel = "N", description = "Keep the last backup of so many weeks.")
    private @Nullable Integer weekly;

    @Option(names = "--monthly", paramLabel = "N", description = "Keep the last backup of so many months.")
    private @Nullable Integer monthly;

    @Option(names = "--plan", description = "Only show what would go; ends with 4 if anything would.")
    private boolean onlyPlans;

    @Option(names = "--json", description = "Print one JSON line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (RepositoryOption.Opened opened = repository.open();
                Locked locked = opened.repository().lock("gantry backup prune", Duration.ofSeconds(1))) {
            List<Manifest> dropped = PruneBackups.dropped(opened.repository().manifests(), keep());
            long bytes = onlyPlans ? locked.unneededBytes(dropped) : locked.remove(dropped);
            print(dropped, bytes);
            return onlyPlans && (bytes > 0 || !dropped.isEmpty()) ? ExitCode.CHANGES_PLANNED : ExitCode.DONE;
        }
    }

    private Optional<Keep> keep() {
        if (daily == null && weekly == null && monthly == null) {
            return Optional.empty();
        }
        Keep keep = new Keep(atLeastNone(daily), atLeastNone(weekly), atLeastNone(monthly));
        if (keep.keepsAll()) {
            throw new UserMistake("One of --daily, --weekly and --monthly must be more than 0.");
        }
        return Optional.of(keep);
    }

    private static int atLeastNone(@Nullable Integer number) {
        if (number != null && number < 0) {
            throw new UserMistake("A number of backups to keep is 0 or more, found " + number + ".");
        }
        return number == null ? 0 : number;
    }

    private void print(List<Manifest> dropped, long bytes) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            var line = JsonMapper.shared()
                    .createObjectNode()
                    .put("planned", onlyPlans)
                    .put("bytes", bytes);
            ArrayNode backups = line.putArray("backups");
            dropped.forEach(backup -> backups.add(backup.id()));
            out.println(line);
        } else {
            dropped.forEach(backup ->
                    out.println((onlyPlans ? "would go  " : "removed   ") + backup.id() + "  of " + backup.asOf()));
            out.println(Amounts.count(dropped.size(), "backup")
                    + (onlyPlans ? " would go, " : " removed, ")
                    + Amounts.bytes(bytes)
                    + (onlyPlans ? " would be free." : " freed."));
        }
        out.flush();
    }
}
