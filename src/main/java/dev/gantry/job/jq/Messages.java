package dev.gantry.job.jq;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.exception.JsonQueryUserException;
import net.thisptr.jackson.jq.internal.javacc.ParseException;
import net.thisptr.jackson.jq.internal.javacc.Token;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;

/** jackson-jq's messages made readable, and without the row's values that it writes into them. */
final class Messages {
    private static final int LONGEST_EXPRESSION = 60;
    private static final int LONGEST_ERROR = 200;
    private static final int END_OF_TEXT = 0;

    private static final String TYPE = "(null|boolean|number|string|array|object|binary|missing|pojo)";
    private static final Pattern TWO_VALUES = Pattern.compile(
            TYPE + " \\(.*\\) and " + TYPE + " \\(.*\\) (cannot [a-z ]+(\\(remainder\\))?[a-z ]*)", Pattern.DOTALL);
    private static final Pattern ONE_VALUE =
            Pattern.compile("([A-Za-z ]*)\\b" + TYPE + " \\(.*\\)([A-Za-z0-9 ,;-]*)", Pattern.DOTALL);
    private static final Pattern INDEX =
            Pattern.compile("(Cannot index [a-z]+ with [a-z]+) \"(.*)\"", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern WITHOUT_VALUE = Pattern.compile("([A-Za-z _@$/.,;()'|`\\[\\]-]|\\b[0-9]\\b)*");
    private static final Pattern LEXICAL =
            Pattern.compile(".*at line (\\d+), column (\\d+)\\.\\s+Encountered: (<EOF>|'.*').*", Pattern.DOTALL);

    private Messages() {}

    /** What is wrong with an expression's text, and where. */
    static String ofSyntaxError(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ParseException parse && parse.currentToken != null) {
                Token token = parse.currentToken.next;
                return token.kind == END_OF_TEXT
                        ? "it ends too early, something is still open or missing"
                        : "\"" + shortened(token.image) + "\" is not expected at line " + token.beginLine + ", column "
                                + token.beginColumn + " of the expression";
            }
            Matcher lexical = LEXICAL.matcher(String.valueOf(cause.getMessage()));
            if (lexical.matches()) {
                return lexical.group(3).equals("<EOF>")
                        ? "it holds a character that means nothing in jq, or a text whose closing \" is missing"
                        : lexical.group(3) + " means nothing in jq at line " + lexical.group(1) + ", column "
                                + lexical.group(2) + " of the expression";
            }
        }
        Throwable cause = cause(error);
        return cause instanceof NumberFormatException
                ? "it holds an integer of more than 64 bits; write it as text: \"...\" | tonumber"
                : "jq does not take it: " + cause.getMessage();
    }

    /** Why a row failed. The text of the expression's own {@code error("...")} is its author's wish and stays. */
    static String withoutValues(RuntimeException error, String expression) {
        if (error instanceof JsonQueryUserException own) {
            JsonNode value = own.getMessageAsJsonNode();
            return value.isString() ? shortened(value.stringValue(), LONGEST_ERROR) : "error() of " + typeOf(value);
        }
        return switch (error) {
            case JsonQueryException jq when jq.getCause() == null -> withoutValues(jq.getOriginalMessage(), expression);
            case JsonNodeException ignored -> "a number is too large for jq's arithmetic";
            default ->
                "jq cannot do this with the row (" + cause(error).getClass().getSimpleName() + ")";
        };
    }

    private static Throwable cause(Throwable error) {
        return error.getCause() == null ? error : cause(error.getCause());
    }

    private static String withoutValues(String message, String expression) {
        Matcher two = TWO_VALUES.matcher(message);
        if (two.matches()) {
            return two.group(1) + " and " + two.group(2) + " " + two.group(3);
        }
        Matcher one = ONE_VALUE.matcher(message);
        if (one.matches()) {
            return one.group(1) + one.group(2) + one.group(3);
        }
        Matcher index = INDEX.matcher(message);
        if (index.matches()) {
            String key = expression.contains(index.group(2)) ? " \"" + index.group(2) + "\"" : "";
            return index.group(1).toLowerCase(Locale.ROOT).replaceFirst("c", "C") + key;
        }
        if (message.startsWith("Invalid path expression")) {
            return "it asks for the path of a value that is calculated";
        }
        if (message.startsWith("date ")) {
            return "a text is not a date of the form 2026-11-23T03:00:00Z";
        }
        return WITHOUT_VALUE.matcher(message).matches() ? message : "a value does not fit";
    }

    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "null";
            case POJO -> "a value";
        };
    }

    static String shortened(String text) {
        return shortened(text, LONGEST_EXPRESSION);
    }

    private static String shortened(String text, int longest) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
