package dev.gantry.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows of every shape from one seed: a random template of columns, rows that follow it and now and then do not. */
final class RandomRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] TEXTS = {
        "",
        "sword",
        "Ünïcödé",
        "😀 emoji",
        "日本語",
        "a\"b\\c",
        "line\nfeed\u0000",
        "null",
        "2026-11-01",
        "a/b",
        "12",
        "\u2028",
        "x".repeat(300)
    };
    private static final String[] NAMES = {
        "a.b",
        "say \"x\"",
        "c/d",
        "ключ",
        "Level",
        "level",
        "list",
        "element",
        "key_value",
        "value",
        "typed_value",
        "metadata",
        " ",
        "c\\d",
        "x'y",
        "%s",
        "select"
    };
    private static final long[] INTEGERS = {0, -1, 7, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final String[] DECIMALS = {
        "0.1",
        "-2.50",
        "1e10",
        "5.0",
        "12345678901234.5678",
        "0.1234567890123456789",
        "-0.0",
        "1e-7",
        "1e300",
        "1e400",
        "99999999999999999999999999999999999999.5",
        "-1e-400"
    };

    private final Random random;

    RandomRows(long seed) {
        random = new Random(seed);
    }

    List<JsonNode> rows(int count) {
        Map<String, Supplier<JsonNode>> columns = members(1 + random.nextInt(8), 0);
        return IntStream.range(0, count)
                .<JsonNode>mapToObj(i -> object(columns))
                .toList();
    }

    /** Plain names by and large, and now and then ones that trip tools; at the top none that differ only in case. */
    private Map<String, Supplier<JsonNode>> members(int count, int depth) {
        Map<String, Supplier<JsonNode>> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String strange = NAMES[random.nextInt(NAMES.length)];
            boolean isPlain = random.nextInt(3) > 0 || (depth == 0 && strange.equals("level"));
            members.put(isPlain ? "c" + i : strange, template(depth));
        }
        return members;
    }

    private ObjectNode object(Map<String, Supplier<JsonNode>> members) {
        ObjectNode object = JSON.objectNode();
        members.forEach((name, value) -> {
            if (random.nextInt(10) > 0) {
                object.set(name, random.nextInt(12) == 0 ? JSON.nullNode() : value.get());
            }
        });
        return object;
    }

    private Supplier<JsonNode> template(int depth) {
        return switch (random.nextInt(depth > 3 ? 9 : 13)) {
            case 0 -> () -> JSON.booleanNode(random.nextBoolean());
            case 1 -> () -> JSON.numberNode(random.nextInt(1000));
            case 2 -> () -> JSON.numberNode(INTEGERS[random.nextInt(INTEGERS.length)]);
            case 3 -> () -> JSON.numberNode(random.nextGaussian() * 1000);
            case 4 -> decimals();
            case 5 -> () -> JSON.stringNode(TEXTS[random.nextInt(TEXTS.length)]);
            case 6 -> timestamps();
            case 7 -> () -> JSON.numberNode(new BigInteger(20 + random.nextInt(80), random));
            case 8 -> dates();
            case 9 -> lists(template(depth + 1));
            case 10 -> structs(depth);
            case 11 -> maps(template(depth + 1));
            default -> mixed(template(depth + 1), template(depth + 1));
        };
    }

    private Supplier<JsonNode> decimals() {
        int most = 1 + random.nextInt(DECIMALS.length);
        return () -> JSON.numberNode(new BigDecimal(DECIMALS[random.nextInt(most)]));
    }

    private Supplier<JsonNode> timestamps() {
        int digits = random.nextInt(10);
        return () -> {
            String seconds = "2026-%02d-%02dT%02d:%02d:%02d"
                    .formatted(
                            1 + random.nextInt(12),
                            1 + random.nextInt(28),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60));
            String fraction = digits == 0
                    ? ""
                    : "." + "%09d".formatted(random.nextInt(1_000_000_000)).substring(0, digits);
            return JSON.stringNode(seconds + fraction + (random.nextInt(400) == 0 ? "+01:00" : "Z"));
        };
    }

    /** All of them real days in most columns. */
    private Supplier<JsonNode> dates() {
        boolean isNeverWrong = random.nextInt(3) > 0;
        return () -> JSON.stringNode(
                isNeverWrong || random.nextInt(20) > 0
                        ? LocalDate.of(1 + random.nextInt(9999), 1, 1)
                                .plusDays(random.nextInt(365))
                                .toString()
                        : "2026-02-30");
    }

    /** Keys are data: few in all, or more than any struct has. */
    private Supplier<JsonNode> maps(Supplier<JsonNode> value) {
        int keys = random.nextBoolean() ? 30 : 3_000;
        return () -> {
            ObjectNode object = JSON.objectNode();
            IntStream.range(0, random.nextInt(40))
                    .forEach(i -> object.set("Player_" + random.nextInt(keys), value.get()));
            return object;
        };
    }

    private Supplier<JsonNode> lists(Supplier<JsonNode> element) {
        return () -> {
            ArrayNode list = JSON.arrayNode();
            IntStream.range(0, random.nextInt(4))
                    .forEach(i -> list.add(random.nextInt(8) == 0 ? JSON.nullNode() : element.get()));
            return list;
        };
    }

    private Supplier<JsonNode> structs(int depth) {
        Map<String, Supplier<JsonNode>> members = members(random.nextInt(4), depth + 1);
        return () -> object(members);
    }

    private Supplier<JsonNode> mixed(Supplier<JsonNode> one, Supplier<JsonNode> other) {
        return () -> random.nextBoolean() ? one.get() : other.get();
    }
}
