package dev.gantry.sink.staging;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * The tokens of staged rows. Staged text has one form only, that which {@link StagedJson} writes, without spaces, and its frames are
 * checksummed: so nothing here looks for mistakes, which makes publishing, which reads all rows, a third faster than a parser of
 * all JSON does.
 */
public final class Tokens {
    private static final int SHALLOW = 16;

    private byte[] text = {};
    private int limit;
    private int start;
    private int end;
    private int next;
    private @Nullable JsonToken current;
    private boolean mayBeEscaped;
    private boolean[] isObject = new boolean[SHALLOW];
    private int depth;
    private final NumberText numbers = new NumberText();
    private final AsciiView view = new AsciiView();

    Tokens() {}

    /** A name as it stands before its value in staged text, to be compared and not read. */
    public static byte[] written(String name) {
        byte[] quoted = StagedJson.MAPPER.writeValueAsBytes(name);
        byte[] written = Arrays.copyOf(quoted, quoted.length + 1);
        written[quoted.length] = ':';
        return written;
    }

    /** From now on the rows are these. */
    void goInto(byte[] rows, int length) {
        text = rows;
        limit = length;
        next = 0;
        depth = 0;
        current = null;
    }

    /** Moves to the first token of the next row, if there is one; the row before is consumed. */
    boolean nextRow() {
        if (next < limit && text[next] == '\n') {
            next++;
        } else if (next > 0 && next < limit) {
            throw new IllegalStateException("the row before was not consumed");
        }
        current = null;
        return next < limit && nextToken() != null;
    }

    byte[] text() {
        return text;
    }

    /** Where the current token begins. */
    int start() {
        return start;
    }

    /** Behind the last byte of the current token. */
    int end() {
        return end;
    }

    /** The last token that was read; there is one as soon as there is a row. */
    public JsonToken current() {
        return Objects.requireNonNull(current, "a row comes first");
    }

    /** The next token of the row; null after its last. */
    public @Nullable JsonToken nextToken() {
        if (next == limit || text[next] == '\n') {
            current = null;
            return null;
        }
        boolean isName = current == JsonToken.START_OBJECT;
        start = next;
        if (text[start] == ',') {
            isName = isObject[depth];
            start++;
        }
        current = switch (text[start]) {
            case '"' -> string(isName);
            case '{' -> open(true, JsonToken.START_OBJECT);
            case '[' -> open(false, JsonToken.START_ARRAY);
            case '}' -> close(JsonToken.END_OBJECT);
            case ']' -> close(JsonToken.END_ARRAY);
            case 't' -> word("true", JsonToken.VALUE_TRUE);
            case 'f' -> word("false", JsonToken.VALUE_FALSE);
            case 'n' -> word("null", JsonToken.VALUE_NULL);
            default -> number();
        };
        return current;
    }

    private JsonToken string(boolean isName) {
        end = endOfString(start);
        next = isName ? end + 1 : end;
        return isName ? JsonToken.PROPERTY_NAME : JsonToken.VALUE_STRING;
    }

    /** @param quote where it opens */
    private int endOfString(int quote) {
        int at = quote + 1;
        mayBeEscaped = false;
        for (byte each = text[at]; each != '"'; each = text[++at]) {
            if (each == '\\') {
                mayBeEscaped = true;
                at++;
            }
        }
        return at + 1;
    }

    private JsonToken open(boolean object, JsonToken token) {
        if (++depth == isObject.length) {
            isObject = Arrays.copyOf(isObject, 2 * depth);
        }
        isObject[depth] = object;
        end = next = start + 1;
        return token;
    }

    private JsonToken close(JsonToken token) {
        depth--;
        end = next = start + 1;
        return token;
    }

    private JsonToken word(String word, JsonToken token) {
        end = next = start + word.length();
        return token;
    }

    /** Also NaN, Infinity and -Infinity, as fractions. */
    private JsonToken number() {
        JsonToken token = JsonToken.VALUE_NUMBER_INT;
        int at = start;
        for (; at < limit; at++) {
            byte each = text[at];
            if (each < '0' || each > '9') {
                if (each == ',' || each == '}' || each == ']' || each == '\n') {
                    break;
                }
                token = each == '-' && at == start ? token : JsonToken.VALUE_NUMBER_FLOAT;
            }
        }
        end = next = at;
        return token;
    }

    /** The name of the next member of an object; null after its last. */
    public @Nullable String nextName() {
        return nextToken() == JsonToken.PROPERTY_NAME ? string() : null;
    }

    /**
     * Whether the next token is this name. It becomes the current one whatever it is.
     *
     * @param written as {@link #written} has it
     */
    public boolean nextIs(byte[] written) {
        int from = text[next] == ',' ? next + 1 : next;
        int to = from + written.length;
        if (to > limit || !Arrays.equals(text, from, to, written, 0, written.length)) {
            nextToken();
            return false;
        }
        start = from;
        end = to - 1;
        next = to;
        mayBeEscaped = true;
        current = JsonToken.PROPERTY_NAME;
        return true;
    }

    /** Moves to the last token of the current value, which stays where it is if it has no parts. */
    public void skipChildren() {
        if (current != JsonToken.START_OBJECT && current != JsonToken.START_ARRAY) {
            return;
        }
        boolean object = current == JsonToken.START_OBJECT;
        int at = depth == 1 ? lastOfRow() : lastOfParts();
        start = at;
        current = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        close(current);
    }

    /** No text has a line feed in it. */
    private int lastOfRow() {
        int at = next;
        while (at < limit && text[at] != '\n') {
            at++;
        }
        return at - 1;
    }

    private int lastOfParts() {
        int open = 1;
        int at = next;
        while (true) {
            switch (text[at]) {
                case '"' -> at = endOfString(at) - 1;
                case '{', '[' -> open++;
                case '}', ']' -> open--;
                default -> {}
            }
            if (open == 0) {
                return at;
            }
            at++;
        }
    }

    /** Whether the bytes of the current string are not those of its text. */
    public boolean mayBeEscaped() {
        return mayBeEscaped;
    }

    /** The current string or name. */
    public String string() {
        return mayBeEscaped
                ? StringText.unescaped(text, start + 1, end - 1)
                : new String(text, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    /** The current string without a copy, valid until another token is read; of use where it is in ASCII. */
    public CharSequence characters() {
        if (mayBeEscaped) {
            return string();
        }
        return view.of(text, start + 1, end - 1);
    }

    public boolean bool() {
        return current == JsonToken.VALUE_TRUE;
    }

    /** Whether the current number is NaN or an infinity. */
    public boolean isNaN() {
        return NumberText.isNaN(text, start, end);
    }

    /** Whether the current token is an integer that surely has no more than 64 bits. */
    public boolean isShortInteger() {
        return current == JsonToken.VALUE_NUMBER_INT && end - start <= NumberText.DIGITS_OF_LONG;
    }

    /** The current number, which is a whole one however it is written: 5, 5.0 or 1e3. */
    public long int64() {
        return current == JsonToken.VALUE_NUMBER_INT
                ? numbers.int64(text, start, end)
                : decimal().longValueExact();
    }

    /** The double that is nearest to the current number. */
    public double float64() {
        return numbers.float64(text, start, end);
    }

    /** The current number with all its digits. */
    public BigDecimal decimal() {
        return numbers.decimal(text, start, end);
    }
}
