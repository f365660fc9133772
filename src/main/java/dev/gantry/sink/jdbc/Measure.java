package dev.gantry.sink.jdbc;

import dev.gantry.database.Extent;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import tools.jackson.core.JsonToken;

/** What the values of one column come to so far. */
final class Measure {
    private final boolean isJson;
    private final boolean isInteger;
    private final boolean isTimestamp;
    private long values;
    private int longest;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;
    private boolean hasNul;
    private boolean hasHalf;
    private boolean beyondAscii;
    private boolean beyondBmp;
    private boolean isNotFinite;
    private int fraction;
    private int depth;

    Measure(ColumnType type) {
        isJson = !(type instanceof Leaf leaf) || leaf.scalar() == Simple.JSON;
        isInteger = type instanceof Leaf leaf && leaf.scalar() == Simple.INT64;
        isTimestamp = type instanceof Leaf leaf
                && (leaf.scalar() == Simple.TIMESTAMP_MICROS || leaf.scalar() == Simple.TIMESTAMP_NANOS);
    }

    /** Consumes the current value, which is not null. */
    void add(StagedRows rows) {
        values++;
        Tokens json = rows.tokens();
        if (isInteger) {
            long number = json.int64();
            least = Math.min(least, number);
            greatest = Math.max(greatest, number);
        } else if (isJson) {
            int start = rows.tokenStart();
            walk(json);
            longest = Math.max(longest, rows.skipValue() - start);
        } else {
            token(json, json.current());
        }
    }

    /** To the last token of the value. */
    private void walk(Tokens json) {
        int open = 0;
        JsonToken token = json.current();
        while (true) {
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            depth = Math.max(depth, open);
            token(json, token);
            if (open == 0) {
                return;
            }
            token = json.nextToken();
        }
    }

    private void token(Tokens json, JsonToken token) {
        switch (token) {
            case VALUE_STRING, PROPERTY_NAME -> text(json.string());
            case VALUE_NUMBER_FLOAT -> isNotFinite |= json.isNaN();
            default -> {}
        }
    }

    private void text(String text) {
        if (!isJson) {
            longest = Math.max(longest, text.length());
        }
        if (isTimestamp) {
            fraction = Math.max(fraction, fraction(text));
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == 0) {
                hasNul = true;
            } else if (each >= 0x80) {
                beyondAscii = true;
                if (Character.isSurrogate(each)) {
                    boolean isPair = Character.isHighSurrogate(each)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
                    beyondBmp = true;
                    hasHalf |= !isPair;
                    i += isPair ? 1 : 0;
                }
            }
        }
    }

    private static int fraction(String timestamp) {
        int end = timestamp.length() - 1;
        int point = timestamp.indexOf('.');
        while (point >= 0 && timestamp.charAt(end - 1) == '0') {
            end--;
        }
        return point < 0 ? 0 : end - point - 1;
    }

    Extent extent(long rows) {
        boolean hasIntegers = isInteger && values > 0;
        return new Extent(
                rows,
                values,
                longest,
                hasIntegers ? least : 0,
                hasIntegers ? greatest : 0,
                hasNul,
                hasHalf,
                beyondAscii,
                beyondBmp,
                isNotFinite,
                fraction,
                depth);
    }
}
