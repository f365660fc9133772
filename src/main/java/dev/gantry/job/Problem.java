package dev.gantry.job;

import java.util.Comparator;

/** One thing that is wrong with a file; line and column count from 1. */
public record Problem(String file, int line, int column, String message) {
    static final Comparator<Problem> BY_POSITION =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
