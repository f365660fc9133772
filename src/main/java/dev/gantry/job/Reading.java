package dev.gantry.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** One reading of one file: its values and the problems found so far. */
record Reading(String file, Values values, List<Problem> problems) {
    Reading(String file, Values values) {
        this(file, values, new ArrayList<>());
    }

    void report(Mark at, String message) {
        problems.add(new Problem(file, at.getLine() + 1, at.getColumn() + 1, message));
    }

    <T> Optional<T> read(Node root, Shape<T> shape) {
        return shape.read(new Written(root, "", this));
    }

    /** What was read, or else all that is wrong with the file. */
    <T> T orThrow(Optional<T> read) {
        if (!problems.isEmpty()) {
            throw new InvalidJob(
                    file,
                    problems.stream().distinct().sorted(Problem.BY_POSITION).toList());
        }
        return read.orElseThrow(() -> new IllegalStateException("nothing was read, and no problem reported"));
    }
}
