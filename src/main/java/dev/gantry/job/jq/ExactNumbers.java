package dev.gantry.job.jq;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.exception.JsonQueryTypeException;
import net.thisptr.jackson.jq.path.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code tonumber} and {@code fromjson} that keep every digit, as jq 1.7's do. jackson-jq's own go through a double, and would
 * turn the id 9007199254740993 into 9007199254740992.
 */
final class ExactNumbers {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,1000}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?([0-9]{1,500}\\.?[0-9]{0,500}|\\.[0-9]{1,500})([eE][-+]?[0-9]{1,5})?");
    private static final int LONGEST_LONG = 18;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ExactNumbers() {}

    static void addTo(Scope scope) {
        scope.addFunction("tonumber", 0, ExactNumbers::toNumber);
        scope.addFunction("fromjson", 0, ExactNumbers::fromJson);
    }

    private static void toNumber(
            Scope scope, List<Expression> args, JsonNode in, Path path, PathOutput output, Version version) {
        if (in.isNumber()) {
            output.emit(in, null);
        } else if (in.isString()) {
            output.emit(number(in.stringValue().strip(), in), null);
        } else {
            throw new JsonQueryTypeException("%s cannot be parsed as a number", in);
        }
    }

    private static JsonNode number(String text, JsonNode in) {
        if (INTEGER.matcher(text).matches()) {
            return text.length() <= LONGEST_LONG ? integer(Long.parseLong(text)) : integer(new BigInteger(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return JSON.numberNode(new BigDecimal(text));
        }
        throw new JsonQueryTypeException("%s cannot be parsed as a number", in);
    }

    private static JsonNode integer(BigInteger number) {
        return number.bitLength() < Long.SIZE ? integer(number.longValueExact()) : JSON.numberNode(number);
    }

    private static JsonNode integer(long number) {
        return number == (int) number ? JSON.numberNode((int) number) : JSON.numberNode(number);
    }

    private static void fromJson(
            Scope scope, List<Expression> args, JsonNode in, Path path, PathOutput output, Version version) {
        if (!in.isString()) {
            throw new JsonQueryTypeException("%s only strings can be parsed", in);
        }
        output.emit(parsed(in), null);
    }

    private static JsonNode parsed(JsonNode in) {
        JsonNode parsed;
        try {
            parsed = EXACT.readTree(in.stringValue());
        } catch (JacksonException e) {
            throw new JsonQueryException("failed to parse %s as json", in);
        }
        if (parsed.isMissingNode()) {
            throw new JsonQueryException("failed to parse %s as json; empty", in);
        }
        return parsed;
    }
}
