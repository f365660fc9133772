package dev.gantry.job;

import java.util.Optional;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** One value as it stands in the file: the node, the path of keys that leads to it, and the reading it belongs to. */
record Written(Node node, String path, Reading reading) {
    private static final int LONGEST_SHOWN = 60;

    Written child(Node child, String key) {
        return new Written(child, path.isEmpty() ? key : path + "." + key, reading);
    }

    Written element(Node child, int index) {
        return new Written(child, path + "[" + index + "]", reading);
    }

    /** Reports a problem here; returns nothing, so that a shape can say {@code return written.problem(...)}. */
    <T> Optional<T> problem(String message) {
        return problem(node, message);
    }

    <T> Optional<T> problem(Node at, String message) {
        reading.report(at.getStartMark(), path.isEmpty() ? message : path + ": " + message);
        return Optional.empty();
    }

    /** The scalar here with its values filled in; a problem where there is none. */
    Optional<Scalar> scalar(String wanted) {
        if (!(node instanceof ScalarNode scalar)) {
            return mismatch(wanted);
        }
        try {
            String filled = reading.values().fill(scalar.getValue());
            return Optional.of(Scalar.of(filled, scalar.getScalarStyle(), !filled.equals(scalar.getValue())));
        } catch (Values.Unfillable e) {
            return e.isReported() ? Optional.empty() : problem(e.text());
        }
    }

    <T> Optional<T> mismatch(String wanted) {
        return problem("must be " + wanted + ", found " + found());
    }

    <T> Optional<T> mismatch(String wanted, Scalar found) {
        return problem("must be " + wanted + ", found " + shown(found));
    }

    String shown(Scalar scalar) {
        String origin = scalar.filledIn() && node instanceof ScalarNode written
                ? " (from " + shortened(written.getValue()) + ")"
                : "";
        return switch (scalar.type()) {
                    case TEXT -> quoted(scalar.text());
                    case NOTHING -> scalar.filledIn() ? quoted(scalar.text()) : "nothing";
                    case INTEGER, DECIMAL, BOOLEAN -> shortened(scalar.text());
                }
                + origin;
    }

    private String found() {
        return switch (node) {
            case MappingNode mapping when mapping.getValue().isEmpty() -> "an empty mapping";
            case MappingNode mapping ->
                "a mapping with "
                        + shortened(mapping.getValue().stream()
                                .map(entry -> entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?")
                                .collect(Collectors.joining(", ")));
            case ScalarNode scalar -> shown(Scalar.of(scalar.getValue(), scalar.getScalarStyle(), false));
            default -> "a list";
        };
    }

    static String quoted(String text) {
        return "\"" + shortened(text) + "\"";
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN - 1) + "…";
    }
}
