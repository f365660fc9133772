package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.gantry.run.Progress;
import dev.gantry.run.shown.ProgressMeter;
import dev.gantry.run.shown.Reading;

/** Shows a run's progress in one of three ways. Called by one thread at a time. */
sealed interface ProgressView {

    void show();

    /** The run has ended: nothing of the view is left in the way of what is printed next. */
    void end();

    /** A line a partition and one of totals, written over and over. */
    static ProgressView live(Progress progress, PrintWriter err) {
        return new Live(new ProgressMeter(progress), err);
    }

    /** A line each time. */
    static ProgressView lines(Progress progress, PrintWriter err) {
        return new Lines(new ProgressMeter(progress), err);
    }

    /** A JSON line each time. */
    static ProgressView jsonLines(Progress progress, PrintWriter out) {
        return new JsonLines(new ProgressMeter(progress), out);
    }

    /** See {@link #live}. */
    final class Live implements ProgressView {

        private static final String UP = "\u001b[%dA";
        private static final String CLEAR_TO_END = "\r\u001b[J";
        private static final int SHOWN_PARTITIONS = 20;

        private final ProgressMeter meter;
        private final PrintWriter err;
        private int height;

        private Live(ProgressMeter meter, PrintWriter err) {
            this.meter = meter;
            this.err = err;
        }

        @Override
        public synchronized void show() {
            Reading reading = meter.read();
            List<String> lines = new ArrayList<>();
            for (Reading.Part each : reading.parts()) {
                if (lines.size() < SHOWN_PARTITIONS && reading.parts().size() > 1) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "  %-30s %,12d rows %s",
                            each.name(),
                            each.rows(),
                            each.isDone() ? "done" : String.format(Locale.ROOT, "%,.0f/s", each.rowsPerSecond())));
                }
            }
            lines.add(ProgressText.line(reading));
            clear();
            lines.forEach(err::println);
            err.flush();
            height = lines.size();
        }

        @Override
        public synchronized void end() {
            clear();
            height = 0;
            err.flush();
        }

        private void clear() {
            if (height > 0) {
                err.printf(UP, height);
            }
            err.print(CLEAR_TO_END);
        }
    }

    /** See {@link #lines}. */
    final class Lines implements ProgressView {

        private final ProgressMeter meter;
        private final PrintWriter err;

        private Lines(ProgressMeter meter, PrintWriter err) {
            this.meter = meter;
            this.err = err;
        }

        @Override
        public void show() {
            err.println(ProgressText.line(meter.read()));
            err.flush();
        }

        @Override
        public void end() {
            err.flush();
        }
    }

    /** See {@link #jsonLines}. */
    final class JsonLines implements ProgressView {

        private final ProgressMeter meter;
        private final PrintWriter out;

        private JsonLines(ProgressMeter meter, PrintWriter out) {
            this.meter = meter;
            this.out = out;
        }

        @Override
        public void show() {
            out.println(ProgressText.json(meter.read()));
            out.flush();
        }

        @Override
        public void end() {
            out.flush();
        }
    }
}
