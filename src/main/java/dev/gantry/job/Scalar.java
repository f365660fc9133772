package dev.gantry.job;

import java.util.regex.Pattern;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/**
 * A scalar after its values were filled in. Types follow YAML 1.2's core schema, not 1.1: {@code no}, {@code on}, {@code 12:30}
 * and {@code 0o17} are text, and text is kept exactly as written. What came out of <code>${...}</code> counts as if it had been
 * written there without quotes, because quotes are often needed to write <code>${...}</code> at all.
 */
record Scalar(String text, Type type, boolean filledIn) {
    enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NOTHING
    }

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.inf|\\.nan");

    static Scalar of(String text, ScalarStyle style, boolean filledIn) {
        return new Scalar(text, style == ScalarStyle.PLAIN || filledIn ? typeOf(text) : Type.TEXT, filledIn);
    }

    /** Text, or an integer whose quotes were left out; other types need quotes, so that nobody loses a zero or a "no". */
    boolean isTextual() {
        return type == Type.TEXT || type == Type.INTEGER || filledIn;
    }

    private static Type typeOf(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Type.NOTHING;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Type.BOOLEAN;
            default ->
                INTEGER.matcher(text).matches()
                        ? Type.INTEGER
                        : DECIMAL.matcher(text).matches() ? Type.DECIMAL : Type.TEXT;
        };
    }
}
