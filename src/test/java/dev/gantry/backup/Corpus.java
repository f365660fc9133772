package dev.gantry.backup;

import java.util.List;

/** What values and keys of data stores may be. */
final class Corpus {
    /** JSON texts that a careless reader alters. */
    static final List<String> VALUES = List.of(
            "9007199254740993",
            "1e400",
            "-0",
            "0.10",
            "-0.0e-7",
            "{}",
            "[]",
            "null",
            "\"\"",
            "\"\\u0000\\ud83c\\udfe0\\/\"",
            "\"🏠 \\ud800\"",
            "{\"b\":1,\"a\":{\"b\":[1,2.50,{}],\"\":null}}",
            "{\"key with \\\"quotes\\\" and \\\\\":[true,false]}",
            "1E-400",
            "123456789012345678901234567890.10",
            "-9223372036854775809",
            "0e0",
            "1.0E+2",
            "5e-324",
            "true",
            "[[[[[[[[[[[]]]]]]]]]]]",
            "{\"a\":1,\"a \":2,\"A\":3}",
            "\"\\n\\t\\u007f\\u2028\\uFEFF\"",
            "\"\u200d\u0301\ufeff\"",
            "\"" + "x".repeat(300_000) + "\"");
    /** Keys that break careless clients. */
    static final List<String> IDS = List.of(
            "a/b",
            "100%",
            "me@home",
            "a@latest",
            "🏠",
            ".",
            "..",
            " ",
            "quote\"d",
            "back\\slash",
            "line\nfeed",
            "ümlaut",
            "a?b#c",
            "a%2Fb",
            "+plus&more=",
            "\u200d",
            "__proto__",
            "x".repeat(50));

    /** As long as Roblox takes a value. */
    static final String LONGEST = "\"" + "x".repeat(4_194_302) + "\"";

    private Corpus() {}
}
