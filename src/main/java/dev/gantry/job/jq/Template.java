package dev.gantry.job.jq;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A text with jq expressions in braces, filled in for each row: {@code Player_{.userId}}. A doubled opening brace is a plain
 * one, so an expression that begins with an object stands in parentheses. A
 * text that is one expression only keeps the type of its result. Safe for many threads.
 */
public final class Template {
    /** Any text; what is wrong with an expression in it is said where the text stands. */
    public static final Shape<Template> SHAPE =
            Shape.parsed("text, perhaps with jq in braces as in {.id}", "", Template::parse);

    private final String text;
    private final List<Part> parts;

    private sealed interface Part {
        record Plain(String text) implements Part {}

        record Expression(Jq jq) implements Part {}
    }

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException saying what is wrong with an expression */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '{') {
                plain.append(c);
            } else if (text.startsWith("{{", at)) {
                plain.append(c);
                at++;
            } else {
                int end = end(text, at);
                if (!plain.isEmpty()) {
                    parts.add(new Part.Plain(plain.toString()));
                    plain.setLength(0);
                }
                parts.add(new Part.Expression(Jq.compile(text.substring(at + 1, end))));
                at = end;
            }
        }
        if (!plain.isEmpty()) {
            parts.add(new Part.Plain(plain.toString()));
        }
        return new Template(text, parts);
    }

    /** A text without expressions, whatever braces it holds. */
    public static Template plain(String text) {
        return new Template(text, text.isEmpty() ? List.of() : List.of(new Part.Plain(text)));
    }

    /** Where the expression that begins with a brace ends; jq's own braces and strings lie within. */
    private static int end(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '{' -> depth++;
                case '"' -> at = endOfString(text, at);
                case '}' -> {
                    if (--depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
        }
        throw new IllegalArgumentException("the brace of " + Messages.shortened(text.substring(open))
                + " is not closed; a plain brace is written {{");
    }

    private static int endOfString(String text, int quote) {
        for (int at = quote + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == '"') {
                return at;
            }
        }
        throw new IllegalArgumentException("a text in " + Messages.shortened(text) + " lacks its closing \"");
    }

    /** Whether it is the same for every row. */
    public boolean isConstant() {
        return parts.stream().allMatch(Part.Plain.class::isInstance);
    }

    /** The text of one that {@linkplain #isConstant is the same for every row}. */
    public String constant() {
        if (!isConstant()) {
            throw new IllegalArgumentException(this + " depends on a row, and here there is none");
        }
        return parts.isEmpty() ? "" : ((Part.Plain) parts.getFirst()).text();
    }

    /**
     * What it comes to for a row: the result itself where the text is one expression only, else a text.
     *
     * @throws RowRejected where an expression fails, has no result or several
     */
    public JsonNode value(Row row) {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Expression(Jq jq)) {
            return one(jq, row);
        }
        return JsonNodeFactory.instance.stringNode(text(row));
    }

    /**
     * The same as text, for a path or a query.
     *
     * @throws RowRejected also where an expression comes to null, an object or an array
     */
    public String text(Row row) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Plain(String plain) -> filled.append(plain);
                case Part.Expression(Jq jq) -> filled.append(scalar(jq, row));
            }
        }
        return filled.toString();
    }

    private static String scalar(Jq jq, Row row) {
        JsonNode result = one(jq, row);
        if (result.isString() || result.isBoolean()) {
            return result.asString();
        }
        if (result.isNumber()) {
            return result.isIntegralNumber()
                    ? result.bigIntegerValue().toString()
                    : result.decimalValue().toString();
        }
        throw jq.rejected(row, "it comes to " + Jq.typeOf(result) + ", and a text, number or boolean is needed here");
    }

    private static JsonNode one(Jq jq, Row row) {
        List<JsonNode> results = jq.apply(row);
        if (results.size() != 1) {
            throw jq.rejected(row, "it has " + results.size() + " results, and exactly one is needed here");
        }
        return results.getFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
