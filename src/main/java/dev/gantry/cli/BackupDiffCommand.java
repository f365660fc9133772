package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gantry.backup.repository.CompareBackups;
import dev.gantry.backup.repository.CompareBackups.Kind;
import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.Repository;
import dev.gantry.cli.text.Amounts;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.writeback.Difference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gantry backup diff A B}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Tells what is different between two backups: counts by store, then entries with the places that differ.")
final class BackupDiffCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "The one backup, as for gantry backup show.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private String before;

    @Parameters(index = "1", paramLabel = "B", description = "The other.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private String after;

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "10",
            description = "Show so many entries; 10 unless told otherwise.")
    private int most;

    @Option(names = "--json", description = "Print JSON lines: the counts, then an entry each.")
    private boolean json;

    @Override
    public Integer call() {
        try (RepositoryOption.Opened opened = repository.open()) {
            Repository backups = opened.repository();
            CompareBackups compared = CompareBackups.of(backups.open(before), backups.open(after));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                printJson(compared, out);
            } else {
                print(compared, out);
            }
            out.flush();
            return ExitCode.DONE;
        }
    }

    private void print(CompareBackups compared, PrintWriter out) {
        if (compared.size() == 0) {
            out.println("Both hold the same entries.");
            return;
        }
        compared.counts()
                .forEach((store, kinds) -> out.printf(
                        Locale.ROOT,
                        "%s: %,d added, %,d removed, %,d changed%n",
                        store,
                        count(kinds, Kind.ADDED),
                        count(kinds, Kind.REMOVED),
                        count(kinds, Kind.CHANGED)));
        for (CompareBackups.Difference each : compared.first(most)) {
            out.println(any(each).key() + "  " + word(each.kind()));
            if (each.kind() == Kind.CHANGED) {
                ChangeText.printDifferences(differences(each), out);
            }
        }
        if (compared.size() > most) {
            out.println("and " + Amounts.number(compared.size() - most) + " more: -n shows them");
        }
    }

    private void printJson(CompareBackups compared, PrintWriter out) {
        ObjectNode counts = JsonMapper.shared().createObjectNode().put("different", compared.size());
        ObjectNode stores = counts.putObject("stores");
        compared.counts().forEach((store, kinds) -> {
            ObjectNode one = stores.putObject(store);
            for (Kind kind : Kind.values()) {
                one.put(word(kind), count(kinds, kind));
            }
        });
        out.println(counts);
        for (CompareBackups.Difference each : compared.first(most)) {
            ObjectNode line = JsonMapper.shared().createObjectNode().put("kind", word(each.kind()));
            Entry any = any(each);
            line.put("dataStore", any.key().dataStore())
                    .put("scope", any.key().scope())
                    .put("id", any.key().id());
            ArrayNode places = line.putArray("differences");
            differences(each).forEach(place -> {
                ObjectNode one = places.addObject().put("path", place.path());
                place.before().ifPresent(text -> one.put("before", text));
                place.after().ifPresent(text -> one.put("after", text));
            });
            out.println(line);
        }
    }

    private static List<Difference> differences(CompareBackups.Difference each) {
        return Difference.between(
                each.before().map(BackupDiffCommand::content), each.after().map(BackupDiffCommand::content));
    }

    private static EntryContent content(Entry entry) {
        return new EntryContent(entry.value(), entry.users(), entry.attributes());
    }

    private static Entry any(CompareBackups.Difference each) {
        return each.before().or(each::after).orElseThrow();
    }

    private static long count(Map<Kind, Long> kinds, Kind kind) {
        return Optional.ofNullable(kinds.get(kind)).orElse(0L);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
