package dev.gantry.transform;

import java.util.function.Consumer;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.jq.Jq;
import tools.jackson.databind.JsonNode;

/**
 * Keeps the rows whose result is {@code true}. {@code false}, {@code null} and no result drop the row. Of several results one
 * {@code true} is enough, and the row is kept once (jq's own {@code select} would repeat it). Any other result, which jq would
 * count as true, rejects the row: it is nearly always a comparison forgotten.
 */
public record Where(Jq jq) implements RowTransform {
    public static final Kind<Where> KIND = new Kind<>(
            "where", "jq: keeps the rows whose result is true, for example .value.level >= 1", Jq.SHAPE.as(Where::new));

    @Override
    public void apply(Row row, Consumer<Row> out) {
        boolean keep = false;
        for (JsonNode result : jq.apply(row)) {
            if (!result.isBoolean() && !result.isNull()) {
                throw jq.rejected(
                        row,
                        "where: wants true or false, found "
                                + Jq.typeOf(result)
                                + "; compare it with something, for example != null");
            }
            keep |= result.isBoolean() && result.booleanValue();
        }
        if (keep) {
            out.accept(row);
        }
    }
}
