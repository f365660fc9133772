package dev.gantry.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Text broken into lines at its spaces, so that a screen of {@link #WIDTH} columns shows each line whole. */
public final class Wrapped {

    /** Columns; a word that is longer has a line of its own and stays whole, so that it can be copied. */
    public static final int WIDTH = 120;

    private Wrapped() {}

    /**
     * Prints a text.
     *
     * @param head what its first line begins with; the others are indented as far
     */
    public static void print(PrintWriter out, String head, String text) {
        String start = head;
        for (String line : lines(text, WIDTH - head.length())) {
            out.println((start + line).stripTrailing());
            start = " ".repeat(head.length());
        }
    }

    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
