package dev.gantry.writeback;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.job.jq.Jq;
import dev.gantry.job.jq.RowRejected;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where an entry's new value comes from. */
sealed interface NewValue {

    /** The variable by which expressions over what is stored see the row. */
    String ROW = "row";

    /** An expression over the row alone. */
    record Set(Jq jq) implements NewValue {}

    /** An expression over the stored value; null where there is none. */
    record Update(Jq jq) implements NewValue {}

    /** An expression over the row: what is added to the stored integer. */
    record Increment(Jq jq) implements NewValue {}

    /** There is to be none. */
    record Delete() implements NewValue {}

    /** @throws RowRejected where it cannot be computed */
    default Optional<JsonNode> of(Row row, Optional<JsonNode> stored) {
        return switch (this) {
            case Set(Jq jq) -> Optional.of(jq.one(row, row.json(), Map.of(ROW, row.json())));
            case Update(Jq jq) ->
                Optional.of(jq.one(row, stored.orElse(JsonNodeFactory.instance.nullNode()), Map.of(ROW, row.json())));
            case Increment(Jq jq) -> Optional.of(sum(jq, row, stored));
            case Delete() -> Optional.empty();
        };
    }

    /** Exact, however large. */
    private static JsonNode sum(Jq jq, Row row, Optional<JsonNode> stored) {
        JsonNode by = jq.one(row, row.json(), Map.of(ROW, row.json()));
        if (!by.isIntegralNumber()) {
            throw jq.rejected(row, "it comes to " + Jq.typeOf(by) + ", and an integer is needed to increment by");
        }
        BigInteger now = stored.map(value -> integer(row, value)).orElse(BigInteger.ZERO);
        return JsonNodeFactory.instance.numberNode(now.add(by.bigIntegerValue()));
    }

    private static BigInteger integer(Row row, JsonNode stored) {
        if (!stored.isIntegralNumber()) {
            throw new RowRejected(
                    row.id(),
                    "row " + row.id() + ": the entry holds " + Jq.typeOf(stored)
                            + ", not an integer, so it cannot be incremented; use update: for a number within it");
        }
        return stored.bigIntegerValue();
    }
}
