package dev.gantry.emulator.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Finds the operation that a request means. Literal segments win over variables. Segments are matched as they were
 * sent, percent-encoded: {@code id:increment} ends in a verb, {@code id%3Aincrement} is an id.
 */
public final class Router {
    private final Map<String, Node> hosts = new HashMap<>();

    public Router(List<Operation> operations) {
        operations.forEach(this::add);
    }

    /**
     * The operation, with its path variables decoded.
     *
     * @throws Refused 404 when no operation has such a path, 405 when none of them takes this method, 400 when a
     *     variable is not properly percent-encoded
     */
    public Match match(RequestTarget target, String method) {
        Node root = hosts.get(target.host());
        Found found = root == null ? null : root.find(target.segments(), 0);
        if (found == null) {
            throw Refused.byGateway(404, "NotFound");
        }
        Route route = found.methods().get(method);
        if (route == null) {
            throw Refused.byGateway(405, "MethodNotAllowed");
        }
        return new Match(route.operation(), route.variables(target.segments(), found.verb()));
    }

    /** An operation and the decoded values of its path variables by name. */
    public record Match(Operation operation, Map<String, String> path) {
        public Match {
            path = Map.copyOf(path);
        }
    }

    private void add(Operation operation) {
        Node node = hosts.computeIfAbsent(operation.fact().host(), host -> new Node());
        List<String> segments = List.of(operation.fact().template().substring(1).split("/", -1));
        for (String segment : segments) {
            node = node.child(segment);
        }
        String last = segments.getLast();
        String verb = isVariable(last) ? last.substring(last.indexOf('}') + 1) : "";
        node.verbs
                .computeIfAbsent(verb, v -> new HashMap<>())
                .put(operation.fact().method(), new Route(operation, segments));
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private record Route(Operation operation, List<String> template) {
        Map<String, String> variables(List<String> sent, String verb) {
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < template.size(); i++) {
                String name = template.get(i);
                if (isVariable(name)) {
                    String segment = sent.get(i);
                    int end = segment.length() - (i == template.size() - 1 ? verb.length() : 0);
                    String value = PercentEncoding.decodeSegment(segment.substring(0, end));
                    variables.put(name.substring(1, name.indexOf('}')), value);
                }
            }
            return variables;
        }
    }

    private record Found(Map<String, Route> methods, String verb) {}

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Map<String, Route>> verbs = new HashMap<>();
        private @Nullable Node variable;

        Node child(String segment) {
            if (!isVariable(segment)) {
                return literals.computeIfAbsent(segment, s -> new Node());
            }
            Node child = variable == null ? new Node() : variable;
            variable = child;
            return child;
        }

        @Nullable Found find(List<String> segments, int at) {
            if (at == segments.size()) {
                return null;
            }
            String segment = segments.get(at);
            boolean last = at == segments.size() - 1;
            Node literal = literals.get(segment);
            Found found = literal == null ? null : last ? literal.end("") : literal.find(segments, at + 1);
            if (found != null || variable == null || segment.isEmpty()) {
                return found;
            }
            return last ? variable.end(segment) : variable.find(segments, at + 1);
        }

        /** What ends here: a known verb behind the last colon of the segment, else the plain operation. */
        private @Nullable Found end(String segment) {
            int colon = segment.lastIndexOf(':');
            String verb = colon > 0 ? segment.substring(colon) : "";
            Map<String, Route> methods = verbs.get(verb);
            if (methods != null) {
                return new Found(methods, verb);
            }
            Map<String, Route> plain = verbs.get("");
            return plain == null ? null : new Found(plain, "");
        }
    }
}
