package dev.gantry.transform;

import java.util.function.Consumer;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.jq.Jq;
import tools.jackson.databind.JsonNode;

/** Each row becomes the results of an expression: none, one or many, in jq's order. They keep the row's id. */
public record MapRows(Jq jq) implements RowTransform {
    public static final Kind<MapRows> KIND = new Kind<>(
            "map",
            "jq: each row becomes none, one or many, for example {id: .id, level: .value.level} or .value.items[]",
            Jq.SHAPE.as(MapRows::new));

    @Override
    public void apply(Row row, Consumer<Row> out) {
        for (JsonNode result : jq.apply(row)) {
            out.accept(new Row(row.id(), result));
        }
    }
}
