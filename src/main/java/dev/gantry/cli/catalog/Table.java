package dev.gantry.cli.catalog;

import java.io.PrintWriter;
import java.util.List;

import dev.gantry.cli.text.Wrapped;

/** The lines of a page: a label and what it says, or parameters one below the other. */
record Table(PrintWriter out) {
    private static final String LABEL = "  %-13s";

    /** A line, unless there is nothing to say. */
    void line(String label, String text) {
        if (!text.isEmpty()) {
            Wrapped.print(out, String.format(LABEL, label), text);
        }
    }

    void parameters(List<Offered.Parameter> parameters) {
        int key = width(parameters.stream().map(Offered.Parameter::key).toList());
        int need = width(parameters.stream().map(Table::need).toList());
        int name = width(parameters.stream().map(Table::otherName).toList());
        String label = "parameters";
        for (Offered.Parameter each : parameters) {
            String columns = pad(each.key(), key) + pad(need(each), need) + pad(otherName(each), name);
            Wrapped.print(out, String.format(LABEL, label) + columns, each.description());
            label = "";
        }
    }

    private static String need(Offered.Parameter parameter) {
        return parameter.isNeeded() ? "needed" : parameter.usual().isEmpty() ? "" : "else " + parameter.usual();
    }

    private static String otherName(Offered.Parameter parameter) {
        return parameter.otherName().map(name -> "(" + name + ")").orElse("");
    }

    private static int width(List<String> column) {
        int longest = column.stream().mapToInt(String::length).max().orElse(0);
        return longest == 0 ? 0 : longest + 2;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
