package dev.gantry.emulator.wire;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One request as an operation sees it, past routing, credentials and limits.
 *
 * @param operation what is asked for
 * @param path decoded path variables
 * @param query decoded query parameters; several of one name in the order in which they were sent
 * @param headers gives a header by its name in lower case, empty when there was none
 * @param userId the user whom the credential belongs to; 0 where none was asked for
 * @param body the body's bytes, empty when there was none
 * @param now when it is answered
 * @param pageFault what is to go wrong with the page, if this is a list
 */
public record Call(
        Operation operation,
        Map<String, String> path,
        Map<String, List<String>> query,
        UnaryOperator<String> headers,
        long userId,
        Body body,
        Instant now,
        PageFault pageFault) {

    /** How a page of a list can be made hard to follow, though every answer is well-formed. */
    public enum PageFault {
        /** The page as it should be. */
        NONE,
        /** Half of the page's items, and a token that leads to the rest. */
        SHORT,
        /** No items, but a token that leads to them. */
        EMPTY,
        /** The page's items, and the token that asked for them again. */
        STUCK,
        /** The page's items, and a token that leads to the last of them again. */
        REPEATING
    }

    /**
     * The same with the properties of its body in place of the query parameters, for a list that is asked for by them.
     *
     * @throws Refused 400 when the body is not one JSON object
     */
    public Call askedByBody() {
        return new Call(operation, path, body.parameters(), headers, userId, body, now, pageFault);
    }

    /** A path variable of the operation's template. */
    public String variable(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException(operation.id() + " has no path variable " + name);
        }
        return value;
    }

    /**
     * A path variable that is an id.
     *
     * @throws Refused 400 when it is not a positive 64-bit integer
     */
    public long id(String name) {
        String text = variable(name);
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as are numbers that are no ids.
        }
        throw Refused.invalid("An id is a positive number, not " + text).detailed(name);
    }

    /** A header, empty when there was none. */
    public String header(String name) {
        return headers.apply(name);
    }

    /** A query parameter, the first of several; absent and empty are the same. */
    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Every value of a query parameter. */
    public List<String> parameters(String name) {
        List<String> exact = query.get(name);
        if (exact != null || query.isEmpty()) {
            return exact == null ? List.of() : exact;
        }
        // Open Cloud does not mind the case of a parameter's name, nor whether it is written in snake case.
        String plain = plain(name);
        return query.entrySet().stream()
                .filter(parameter -> plain(parameter.getKey()).equals(plain))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    /** A parameter's name as far as it matters. */
    static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * A query parameter that is true or false, false when absent.
     *
     * @throws Refused 400 when it is neither
     */
    public boolean flag(String name) {
        String value = parameter(name).orElse("false").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw Refused.invalid(name + " must be true or false, not " + value)
                        .detailed(name);
        };
    }

    /**
     * A query parameter that is a whole number, 0 when absent.
     *
     * @throws Refused 400 when it is not a 32-bit integer
     */
    public int number(String name) {
        String value = parameter(name).orElse("0");
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw Refused.invalid(name + " must be a whole number, not " + value)
                    .detailed(name);
        }
    }
}
