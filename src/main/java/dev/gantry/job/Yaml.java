package dev.gantry.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML text to nodes with positions. Only the structure is snakeyaml's; what a scalar means and which keys there are is decided by
 * shapes. Anchors are followed, but a small text may not become a large one by them.
 */
final class Yaml {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 1_000;
    private static final int MAX_NODES = 100_000;

    private Yaml() {}

    /** @throws InvalidJob where the text is not one YAML document of reasonable size */
    static Node compose(String file, String text) {
        try {
            Node root = document(text);
            if (root == null) {
                throw invalid(
                        file, 1, 1, "the file is empty; a job begins with its name, for example job: player-saves");
            }
            Optional<Node> tooMuch = beyondLimit(root);
            if (tooMuch.isPresent()) {
                throw invalid(
                        file,
                        tooMuch.get().getStartMark(),
                        "anchors make more than " + MAX_NODES
                                + " values of this file, or one of them holds itself; write the values out");
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw invalid(file, e.getProblemMark(), readable(e));
        } catch (ReaderException e) {
            throw unprintable(file, text, e);
        } catch (YAMLException e) {
            throw invalid(file, 1, 1, readable(e));
        }
    }

    private static @Nullable Node document(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        return new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options).getSingleNode();
    }

    private static String readable(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t")) {
            return "is not YAML: a tab stands where YAML wants spaces; indent with spaces";
        }
        if (problem.contains("another document")) {
            return "a second document begins here (---); a file holds one job, so put the other into a file of its own";
        }
        if (problem.startsWith("found undefined alias ")) {
            return "is not YAML: *" + problem.substring("found undefined alias ".length())
                    + " names no anchor above; define it with &, or put the text in quotes";
        }
        String context = e.getContext() == null ? "" : " " + e.getContext();
        return "is not YAML: " + problem + context + advice(problem);
    }

    private static String advice(String problem) {
        boolean mayLackQuotes = problem.contains("mapping values are not allowed")
                || problem.contains("that cannot start any token")
                || problem.contains("but got");
        return mayLackQuotes
                ? "; close what is open, and put text that holds : # { } [ ] , * & ? or % in quotes"
                : "; check the indentation, quotes and brackets here and on the line above";
    }

    private static String readable(YAMLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Nesting Depth")) {
            return "is nested deeper than " + MAX_DEPTH + " levels; no job needs that";
        }
        return message.startsWith("Number of aliases")
                ? "uses anchors more than " + MAX_ALIASES + " times; write the values out"
                : "is not YAML: " + message;
    }

    private static InvalidJob unprintable(String file, String text, ReaderException e) {
        String before = text.substring(0, text.offsetByCodePoints(0, Math.min(e.getPosition(), text.length())));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return invalid(
                file,
                line,
                column,
                "the character U+%04X may not stand in YAML; take it out".formatted(e.getCodePoint()));
    }

    private static InvalidJob invalid(String file, @Nullable Mark at, String message) {
        return at == null ? invalid(file, 1, 1, message) : invalid(file, at.getLine() + 1, at.getColumn() + 1, message);
    }

    private static InvalidJob invalid(String file, int line, int column, String message) {
        return new InvalidJob(file, List.of(new Problem(file, line, column, message)));
    }

    /** Some value past the limit, if the anchors followed make so many; an anchor that holds itself makes endlessly many. */
    private static Optional<Node> beyondLimit(Node root) {
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        int seen = 1;
        while (!open.isEmpty()) {
            Node node = open.pop();
            List<Node> children = children(node);
            seen += children.size();
            if (seen > MAX_NODES) {
                return Optional.of(node);
            }
            children.forEach(open::push);
        }
        return Optional.empty();
    }

    private static List<Node> children(Node node) {
        return switch (node) {
            case SequenceNode list -> list.getValue();
            case MappingNode mapping ->
                mapping.getValue().stream().map(NodeTuple::getValueNode).toList();
            default -> List.of();
        };
    }
}
