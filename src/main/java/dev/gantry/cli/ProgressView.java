package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.gantry.run.Progress;

/** Shows a run's progress in one of three ways. Called by one thread at a time. */
sealed interface ProgressView {

    void show();

    /** The run has ended: nothing of the view is left in the way of what is printed next. */
    void end();

    /** A line a partition and one of totals, written over and over. */
    static ProgressView live(Progress progress, PrintWriter err) {
        return new Live(new ProgressMeter(progress), progress, err);
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
        private final Progress progress;
        private final PrintWriter err;
        private int height;

        private Live(ProgressMeter meter, Progress progress, PrintWriter err) {
            this.meter = meter;
            this.progress = progress;
            this.err = err;
        }

        @Override
        public synchronized void show() {
            ProgressMeter.Reading reading = meter.read();
            List<String> lines = new ArrayList<>();
            for (Progress.Partition each : progress.partitions()) {
                if (lines.size() < SHOWN_PARTITIONS && progress.partitions().size() > 1) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "  %-30s %,12d rows %s",
                            each.name(),
                            each.rows(),
                            each.isDone()
                                    ? "done"
                                    : String.format(
                                            Locale.ROOT,
                                            "%,.0f/s",
                                            reading.partitionRates().getOrDefault(each.name(), 0.0))));
                }
            }
            lines.add(reading.line());
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
            err.println(meter.read().line());
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
            out.println(meter.read().json());
            out.flush();
        }

        @Override
        public void end() {
            out.flush();
        }
    }
}
