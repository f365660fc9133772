package dev.gantry.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One job file, read and found right.
 *
 * @param name the file as its problems name it
 * @param text what it holds; with {@link Values#used()} all that a resumed run needs to read the same job again
 */
public record JobFile<S, T, K>(String name, String text, Job<S, T, K> job, Values values) {
    /**
     * Reads a job from a file.
     *
     * @throws InvalidJob with every problem of the file
     * @throws UserMistake where there is no text to be read
     */
    public static <S, T, K> JobFile<S, T, K> read(Path file, Kinds<S, T, K> kinds, Values.Givens givens) {
        return parse(file.toString(), JobText.of(file), kinds, givens);
    }

    /**
     * Reads a job from its text.
     *
     * @throws InvalidJob with every problem of the text, in its order
     */
    public static <S, T, K> JobFile<S, T, K> parse(
            String name, String text, Kinds<S, T, K> kinds, Values.Givens givens) {
        Node root = Yaml.compose(name, text);
        Values values = values(root, givens);
        Reading reading = new Reading(name, values);
        Optional<Job<S, T, K>> job = reading.read(root, Job.shape(kinds));
        reportUnusedParams(reading, root);
        return new JobFile<>(name, text, reading.orThrow(job), values);
    }

    /**
     * What the file says for a key anywhere below one of its parts, values filled in, in the order of the file: of the
     * source, the universes or groups that it names.
     */
    public Set<String> said(String part, String key) {
        Set<String> said = new LinkedHashSet<>();
        Node below = entries(Yaml.compose(name, text)).get(part);
        if (below != null) {
            collect(below, key, said);
        }
        return said;
    }

    private void collect(Node node, String key, Set<String> said) {
        entries(node).forEach((name, value) -> {
            if (name.equals(key) && value instanceof ScalarNode scalar) {
                try {
                    said.add(values.fill(scalar.getValue()));
                } catch (Values.Unfillable unsaid) {
                    throw new IllegalStateException("a job that was found right has no value of " + key, unsaid);
                }
            } else {
                collect(value, key, said);
            }
        });
    }

    /** The parts of the file that other parts are made of, as they are written; whether they are right is checked later. */
    private static Values values(Node root, Values.Givens givens) {
        Map<String, Node> top = entries(root);
        Map<String, String> params = new LinkedHashMap<>();
        entries(top.get("params")).forEach((name, value) -> params.put(name, scalar(value, "")));
        String zone = scalar(entries(top.get("schedule")).get("zone"), "UTC");
        Set<String> ofPayload = new LinkedHashSet<>(texts(entries(top.get("on")).get("params")));
        return new Values(givens, scalar(top.get("job"), ""), zone, params, ofPayload);
    }

    private static List<String> texts(@Nullable Node node) {
        return switch (node) {
            case ScalarNode scalar -> List.of(scalar.getValue());
            case SequenceNode list ->
                list.getValue().stream().flatMap(each -> texts(each).stream()).toList();
            case null, default -> List.of();
        };
    }

    private static void reportUnusedParams(Reading reading, Node root) {
        Values values = reading.values();
        for (String name : values.unusedParams()) {
            reading.report(
                    entries(root).getOrDefault("params", root).getStartMark(),
                    "--param " + name + ": this job neither declares nor uses " + name
                            + Nearest.to(name, values.names())
                                    .map(meant -> "; did you mean \"" + meant + "\"?")
                                    .orElse(
                                            values.names().isEmpty()
                                                    ? "; it has no parameters"
                                                    : "; its parameters: " + String.join(", ", values.names())));
        }
    }

    private static Map<String, Node> entries(@Nullable Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    entries.putIfAbsent(key.getValue(), entry.getValueNode());
                }
            }
        }
        return entries;
    }

    private static String scalar(@Nullable Node node, String absent) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : absent;
    }
}
