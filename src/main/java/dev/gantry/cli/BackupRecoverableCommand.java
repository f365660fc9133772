package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.run.Connections;
import dev.gantry.run.ReadThrough;
import dev.gantry.run.Settings;
import dev.gantry.source.RecoverableEntries;
import dev.gantry.source.RecoverableEntries.Chance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code gantry backup recoverable}. */
@Command(
        name = "recoverable",
        mixinStandardHelpOptions = true,
        description = {
            "Tells of each key what Roblox still keeps of its entry as it was at a moment, which is what gantry restore --as-of brings back.",
            "exact: what it was. nearest-earlier: what was there before, because it was written again within the hour of the moment, and"
                    + " of each hour only the last version is kept. only-current: it was there, and only what came later is"
                    + " kept. expired: its versions of then are gone after 30 days. did-not-exist: it was not there.",
            "Writes nothing. It takes a read a key, and one or two more where the entry was written since."
        })
final class BackupRecoverableCommand implements Callable<Integer> {

    private static final int SHOWN = 10;

    /** Of these, keys are named: what a restore brings back otherwise than it was, or not. */
    private static final Set<Chance> NAMED =
            EnumSet.of(Chance.NEAREST_EARLIER, Chance.ONLY_CURRENT, Chance.EXPIRED, Chance.UNREADABLE);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Option(names = "--as-of", paramLabel = "TIME", required = true, description = "As in 2026-11-01T10:30:00Z.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private OffsetDateTime asOf;

    @Option(names = "--universe", paramLabel = "U", required = true, description = "The universe that has the stores.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private String universe;

    @Option(names = "--data-store", paramLabel = "D", required = true, description = "A store. Repeatable.")
    private List<String> stores = new ArrayList<>();

    @Option(names = "--scope", paramLabel = "S", description = "Only this scope; all unless told otherwise.")
    private @Nullable String scope;

    @Option(names = "--prefix", paramLabel = "P", defaultValue = "", description = "Only keys that begin so.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private String prefix;

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Mixin
    private final ConnectionOptions cloud = new ConnectionOptions();

    @Option(names = "--json", description = "Print a JSON line a key, and one of the counts.")
    private boolean json;

    private final Map<Chance, Long> counts = new EnumMap<>(Chance.class);
    private final Map<Chance, List<String>> some = new EnumMap<>(Chance.class);

    @Override
    public Integer call() throws Exception {
        Settings settings = Application.settings();
        ReadThrough.each(
                source(),
                new Connections(settings, System.getenv()).find(cloud.connection(), cloud.baseUrl),
                settings,
                cloud.limits,
                this::take);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(countsAsJson());
        } else {
            print(out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private RecoverableEntries source() {
        Instant moment = asOf.toInstant();
        try {
            return new RecoverableEntries(
                    UniverseId.parse(universe),
                    stores.stream().map(name -> new DataStoreId(name).value()).toList(),
                    scope == null ? ScopeId.ALL : new ScopeId(scope),
                    prefix,
                    moment,
                    wasSnapshot(moment));
        } catch (IllegalArgumentException wrong) {
            throw new UserMistake(wrong.getMessage() + ". Look at --universe, --data-store and --scope.");
        }
    }

    /** A snapshot keeps all that was current, and a backup that took one at this moment knows of it. */
    private boolean wasSnapshot(Instant moment) {
        try (RepositoryOption.Opened opened = repository.open()) {
            return opened.repository().manifests().stream()
                    .anyMatch(made -> made.universe().equals(universe)
                            && made.moment().equals("snapshot")
                            && Instant.parse(made.asOf()).equals(moment));
        }
    }

    private void take(Row row) {
        Chance chance = Chance.valueOf(
                row.json().path("state").asString().toUpperCase(Locale.ROOT).replace('-', '_'));
        counts.merge(chance, 1L, Long::sum);
        if (json) {
            spec.commandLine().getOut().println(row.json());
            return;
        }
        List<String> shown = some.computeIfAbsent(chance, first -> new ArrayList<>());
        if (NAMED.contains(chance) && shown.size() < SHOWN) {
            String version = row.json().path("version").asString();
            String reason = row.json().path("reason").asString();
            shown.add(
                    row.id() + (version.isEmpty() ? "" : "  of " + version) + (reason.isEmpty() ? "" : "  " + reason));
        }
    }

    private ObjectNode countsAsJson() {
        ObjectNode line = JsonMapper.shared()
                .createObjectNode()
                .put("event", "counts")
                .put(
                        "asOf",
                        asOf.withOffsetSameInstant(ZoneOffset.UTC).toInstant().toString());
        for (Chance chance : Chance.values()) {
            line.put(chance.word(), counts.getOrDefault(chance, 0L));
        }
        return line;
    }

    private void print(PrintWriter out) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        out.printf(Locale.ROOT, "%,d keys of %s as of %s:%n", all, String.join(", ", stores), asOf.toInstant());
        for (Chance chance : Chance.values()) {
            long count = counts.getOrDefault(chance, 0L);
            if (count > 0 || chance != Chance.UNREADABLE) {
                out.printf(Locale.ROOT, "  %-15s  %,10d%n", chance.word(), count);
            }
            List<String> shown = some.getOrDefault(chance, List.of());
            shown.forEach(key -> out.println("      " + key));
            if (NAMED.contains(chance) && count > shown.size()) {
                out.printf(Locale.ROOT, "      and %,d more: --json names all%n", count - shown.size());
            }
        }
    }
}
