package dev.gantry.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In which form the log is written: for people or, a JSON object a line, for what gathers logs. */
enum LogForm {
    TEXT,
    JSON;

    /** As a variable of the environment, and as the property by which {@code logback.xml} chooses. */
    static final String NAME = "GANTRY_LOG";

    /**
     * Chooses before the application starts, which reads the configuration of its log anew.
     *
     * @param asked on the command line; null: the environment's
     */
    static LogForm choose(@Nullable LogForm asked) {
        LogForm form = asked == null ? ofEnvironment() : asked;
        System.setProperty(NAME, form.name().toLowerCase(Locale.ROOT));
        return form;
    }

    private static LogForm ofEnvironment() {
        String written = Optional.ofNullable(System.getenv(NAME)).orElse("text");
        return switch (written.strip().toLowerCase(Locale.ROOT)) {
            case "text", "" -> TEXT;
            case "json" -> JSON;
            default ->
                throw new UserMistake(NAME + " of the environment is \"" + written + "\"; it may be text or json.");
        };
    }

    /** What is printed, as lines of the log: where that is JSON nothing else should be in between. */
    static PrintWriter printer() {
        return new PrintWriter(new IntoLog(), true);
    }

    /** Logs each line that is written to it. */
    private static final class IntoLog extends Writer {

        private static final Logger LOG = LoggerFactory.getLogger("dev.gantry.serve");

        private final StringBuilder line = new StringBuilder();

        @Override
        public void write(char[] text, int from, int length) {
            for (int i = from; i < from + length; i++) {
                if (text[i] == '\n') {
                    LOG.info(line.toString().strip());
                    line.setLength(0);
                } else {
                    line.append(text[i]);
                }
            }
        }

        @Override
        public void flush() {
            // a line is logged when it ends
        }

        @Override
        public void close() {
            if (!line.isEmpty()) {
                write(new char[] {'\n'}, 0, 1);
            }
        }
    }
}
