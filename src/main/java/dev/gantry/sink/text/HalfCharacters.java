package dev.gantry.sink.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * JSON can hold half of a surrogate pair, as an escape, and most readers refuse a whole file over one: DuckDB and Spark do. So it
 * becomes U+FFFD and is counted, as it is in Parquet.
 */
public final class HalfCharacters {
    /** What half a character becomes. */
    public static final char REPLACEMENT = '\uFFFD';

    private static final byte[] ESCAPED_REPLACEMENT = "\\uFFFD".getBytes(StandardCharsets.US_ASCII);
    private static final int ESCAPE = ESCAPED_REPLACEMENT.length;

    private long replaced;

    /** Writes a part of staged JSON text. Staged rows have whole pairs as UTF-8, so an escape that is left is half of none. */
    public void write(byte[] json, int from, int to, OutputStream out) throws IOException {
        int written = from;
        int at = from;
        while (at < to) {
            if (json[at] != '\\') {
                at++;
            } else if (isHalf(json, at)) {
                out.write(json, written, at - written);
                out.write(ESCAPED_REPLACEMENT, 0, ESCAPE);
                count();
                at += ESCAPE;
                written = at;
            } else {
                at += 2; // what is escaped begins no escape, even if it is a backslash
            }
        }
        out.write(json, written, to - written);
    }

    /** Whether the escape that begins there stands for half a character: D800 to DFFF. */
    private static boolean isHalf(byte[] json, int at) {
        return json[at + 1] == 'u' && (json[at + 2] | 0x20) == 'd' && json[at + 3] >= '8';
    }

    /** One more was replaced. */
    public void count() {
        replaced++;
    }

    /** For the run's summary. */
    public List<String> notes() {
        return replaced == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT, "%,d halves of characters (lone surrogates) in texts became U+FFFD", replaced));
    }
}
