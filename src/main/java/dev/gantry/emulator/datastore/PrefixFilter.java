package dev.gantry.emulator.datastore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Refused;

/** The one filter that lists of stores and entries know: {@code id.startsWith("prefix")}. */
final class PrefixFilter {
    private static final Pattern STARTS_WITH = Pattern.compile(
            "\\s*id\\s*\\.\\s*startsWith\\s*\\(\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|'((?:[^'\\\\]|\\\\.)*+)')\\s*\\)\\s*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private PrefixFilter() {}

    /**
     * The prefix that ids must have, empty when the call filters nothing.
     *
     * @throws Refused 400 on any other filter
     */
    static String of(Call call) {
        return call.parameter("filter").map(PrefixFilter::prefix).orElse("");
    }

    private static String prefix(String filter) {
        Matcher matcher = STARTS_WITH.matcher(filter);
        if (!matcher.matches()) {
            throw Refused.invalid("The filter must read id.startsWith(\"prefix\"), not " + filter);
        }
        String literal = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return ESCAPE.matcher(literal).replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)));
    }
}
