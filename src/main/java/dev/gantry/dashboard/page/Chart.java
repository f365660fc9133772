package dev.gantry.dashboard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of bars: shapes for whom they tell more, and the same as a table. Its texts stand beside the shapes, which are
 * stretched to what room there is.
 *
 * @param id of its parts on the page
 * @param label says what it shows and its extremes
 * @param most the text of the highest bar
 * @param first the text of where it begins, {@code last} of where it ends
 */
record Chart(
        String id, String title, String label, String most, String first, String last, List<Bar> bars, String column) {

    static final double WIDTH = 600;
    static final double HEIGHT = 100;

    /** Parts of a bar's place that the bar takes. */
    private static final double FILLED = 0.8;

    private static final double LEAST = 1.5;

    Chart {
        bars = List.copyOf(bars);
    }

    /** What is to be drawn. */
    record Value(String name, double value, String text, String kind) {}

    /** A bar, its place in the shapes' own units. */
    record Bar(String name, String text, String kind, String x, String y, String width, String height) {}

    boolean isEmpty() {
        return bars.isEmpty();
    }

    static Chart of(String id, String title, String column, List<Value> values) {
        double most = values.stream().mapToDouble(Value::value).max().orElse(0);
        String highest = values.stream()
                .filter(value -> value.value() == most)
                .map(Value::text)
                .findFirst()
                .orElse("");
        double place = values.isEmpty() ? WIDTH : WIDTH / values.size();
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            double height = most == 0 ? 0 : value.value() / most * HEIGHT;
            double shown = value.value() > 0 ? Math.max(LEAST, height) : 0;
            bars.add(new Bar(
                    value.name(),
                    value.text(),
                    value.kind(),
                    units(i * place + place * (1 - FILLED) / 2),
                    units(HEIGHT - shown),
                    units(place * FILLED),
                    units(shown)));
        }
        String first = values.isEmpty() ? "" : values.getFirst().name();
        String last = values.isEmpty() ? "" : values.getLast().name();
        String label = title + ": " + values.size() + " bars from " + first + " to " + last + ", at most " + highest
                + ". The table below has the numbers.";
        return new Chart(id, title, label, highest, first, last, bars, column);
    }

    private static String units(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
