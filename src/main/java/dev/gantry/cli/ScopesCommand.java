package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.gantry.cli.text.Wrapped;
import dev.gantry.job.JobFile;
import dev.gantry.job.Values;
import dev.gantry.opencloud.catalog.NeededAccess;
import dev.gantry.opencloud.catalog.Notes;
import dev.gantry.run.Components;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gantry scopes JOB}. */
@Command(
        name = "scopes",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the least that an API key must be allowed for a job, as Roblox's page of API keys groups it.",
            "Told from the job alone: nothing is asked. gantry doctor compares a key with it."
        })
final class ScopesCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "The job's YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private Path file;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "As for gantry run. Repeatable.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print one JSON line.")
    private boolean json;

    @Override
    public Integer call() {
        var read = JobFile.read(file, Components.KINDS, Values.Givens.forCheck(params, System.getenv(), Instant.now()));
        NeededAccess needed = NeededAccess.of(Components.operations(read.job()));
        Set<String> universes = new LinkedHashSet<>(read.said("source", "universe"));
        universes.addAll(read.said("sink", "universe"));
        universes.addAll(read.said("backup", "universe"));
        Set<String> groups = new LinkedHashSet<>(read.said("source", "group"));
        groups.addAll(read.said("sink", "group"));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(read.job().name(), needed, universes, groups));
        } else {
            out.println(read.job().name() + summary(needed));
            print(out, needed, universes, groups);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static String summary(NeededAccess needed) {
        if (needed.takesKey()) {
            return needed.scopes().isEmpty() ? ": an API key without any scope will do" : ": an API key needs";
        }
        return needed.withoutKey().isEmpty() ? ": needs no credential" : ": no API key opens what it reads";
    }

    private static void print(PrintWriter out, NeededAccess needed, Set<String> universes, Set<String> groups) {
        // Not by label: "group" is a system of scopes, too.
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        needed.scopes().forEach((system, operations) -> lines.add(Map.entry(system, String.join(", ", operations))));
        if (needed.takesKey()) {
            lines.add(Map.entry(
                    "universe", named(universes, "add it as an experience where a system asks for experiences")));
            lines.add(Map.entry(
                    "group", named(groups, "make the key as the group, or as a member whose role may do this")));
            lines.add(Map.entry("IP address", "allow that of the machine that runs the job, or 0.0.0.0/0 for any"));
            lines.add(Map.entry("where", "https://create.roblox.com/dashboard/credentials"));
        }
        needed.withoutKey()
                .forEach(operation -> lines.add(Map.entry(
                        Notes.name(operation),
                        "not by key, takes only a "
                                + String.join(" or a ", operation.access().takes()))));
        lines.removeIf(line -> line.getValue().isEmpty());
        int width =
                lines.stream().mapToInt(line -> line.getKey().length()).max().orElse(0);
        lines.forEach(line -> Wrapped.print(
                out, "  " + line.getKey() + " ".repeat(width - line.getKey().length()) + "  ", line.getValue()));
    }

    private static String named(Set<String> ids, String what) {
        return ids.isEmpty() ? "" : String.join(", ", ids) + ": " + what;
    }

    private static ObjectNode json(String job, NeededAccess needed, Set<String> universes, Set<String> groups) {
        ObjectNode line = JsonMapper.shared().createObjectNode().put("job", job);
        ArrayNode scopes = line.putArray("scopes");
        needed.scopes().forEach((system, operations) -> {
            ObjectNode scope = scopes.addObject().put("system", system);
            operations.forEach(scope.putArray("operations")::add);
        });
        line.put("takesKey", needed.takesKey());
        universes.forEach(line.putArray("universes")::add);
        groups.forEach(line.putArray("groups")::add);
        ArrayNode withoutKey = line.putArray("notByKey");
        needed.withoutKey().forEach(operation -> {
            ObjectNode one = withoutKey.addObject().put("operation", operation.id());
            operation.access().takes().forEach(one.putArray("takes")::add);
        });
        return line;
    }
}
