package dev.gantry.sink;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.job.Shape;

/** A size as people write it: {@code 128MB} is 128,000,000 bytes, {@code 128MiB} 134,217,728. */
public record ByteSize(long bytes) {
    private static final String PATTERN = "[0-9]{1,6}(B|[KMG]i?B)";
    private static final Pattern PARTS = Pattern.compile("([0-9]{1,6})([KMG]?)(i?)B");
    private static final String UNITS = "KMG";

    static final Shape<ByteSize> SHAPE = Shape.parsed("a size such as 128MB or 1GiB", PATTERN, "", ByteSize::parse);

    public ByteSize {
        if (bytes < 1) {
            throw new IllegalArgumentException("it must be 1 byte or more");
        }
    }

    /** @throws IllegalArgumentException if it is written otherwise */
    public static ByteSize parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a number and B, KB, MB, GB, KiB, MiB or GiB");
        }
        long step = parts.group(3).isEmpty() ? 1000 : 1024;
        long bytes = Long.parseLong(parts.group(1));
        for (int power = parts.group(2).isEmpty() ? -1 : UNITS.indexOf(parts.group(2)); power >= 0; power--) {
            bytes *= step;
        }
        return new ByteSize(bytes);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
