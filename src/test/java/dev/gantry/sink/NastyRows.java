package dev.gantry.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows, from one seed, whose texts and names are what breaks files of text. */
final class NastyRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] PIECES = {
        "",
        ",",
        ";",
        "|",
        ":",
        "^",
        "~",
        " ",
        "\t",
        "\"",
        "\"\"",
        "'",
        "`",
        "\\",
        "\\\"",
        "\n",
        "\r",
        "\r\n",
        "\u0000",
        "\u0001",
        "\u001f",
        "\u007f",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "#",
        "//",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "😀",
        "ключ",
        "日本語",
        "é",
        "0",
        "007",
        "1e5",
        "null",
        "NULL",
        "true",
        "NaN",
        "2026-11-01",
        "{\"a\":1}",
        "[1,2]",
        "\\n",
        "\\u0041",
        "a",
        "word",
        "\ud800",
        "\udc00",
        "\ud83d",
        "\ude00",
        "x".repeat(70_000)
    };
    private static final String[] NUMBERS = {
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775809",
        "1.50",
        "-0.0",
        "1E+400",
        "1e-7",
        "0.1234567890123456789012345678901234567890",
        "123456789012345678901234567890123456789012345678901234567890"
    };
    private static final int MOST_PIECES = 4;

    private final Random random;

    NastyRows(long seed) {
        random = new Random(seed);
    }

    List<JsonNode> rows(int count) {
        List<String> names =
                new ArrayList<>(List.of("id", "", "a,b", "say \"hi\"", "=1", "two\r\nlines", "ключ 😀", " edge ", "#"));
        List<Supplier<JsonNode>> columns = new ArrayList<>();
        names.forEach(name -> columns.add(column()));
        return IntStream.range(0, count)
                .<JsonNode>mapToObj(i -> {
                    ObjectNode row = JSON.objectNode().put("n", i);
                    for (int c = 0; c < names.size(); c++) {
                        if (random.nextInt(6) > 0) {
                            row.set(names.get(c), columns.get(c).get());
                        }
                    }
                    return row;
                })
                .toList();
    }

    private Supplier<JsonNode> column() {
        return switch (random.nextInt(6)) {
            case 0 -> this::number;
            case 1 -> () -> JSON.booleanNode(random.nextBoolean());
            case 2 -> () -> nested(0);
            case 3 -> () -> nested(random.nextInt(3)); // kinds mixed in one column
            default -> () -> random.nextInt(8) == 0 ? JSON.nullNode() : JSON.stringNode(text());
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, random.nextInt(MOST_PIECES + 1))
                .forEach(i -> text.append(PIECES[random.nextInt(PIECES.length)]));
        return text.toString();
    }

    /** No JSON parser of ours takes half a character in a name, so no row has it. */
    private String name() {
        return text().replaceAll("[\\x{D800}-\\x{DFFF}]|x{9,}", "");
    }

    private JsonNode number() {
        return Staging.json(NUMBERS[random.nextInt(NUMBERS.length)]);
    }

    private JsonNode nested(int kind) {
        return switch (kind) {
            case 0 ->
                JSON.objectNode()
                        .put(name(), text())
                        .set("list", JSON.arrayNode().add(text()).add(number()).addNull());
            case 1 -> JSON.stringNode(text());
            default -> number();
        };
    }
}
