package dev.gantry.job;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with one file, in the order of the file. */
public final class InvalidJob extends UserMistake {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidJob(String file, List<Problem> problems) {
        super(text(file, problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String text(String file, List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))
                + "\n"
                + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                + " in "
                + file
                + "; nothing was started.";
    }
}
