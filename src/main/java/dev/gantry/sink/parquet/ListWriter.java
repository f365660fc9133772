package dev.gantry.sink.parquet;

import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import tools.jackson.core.JsonToken;

/**
 * A list: its elements are written as one value each, an empty one as a single lack of one.
 *
 * @param takesNull whether null is a value of an element
 * @param definition level of a list that is there; that of a place in it is one more
 * @param repetition level of all elements but the first
 */
record ListWriter(ValueWriter element, boolean takesNull, int definition, int repetition) implements ValueWriter {

    @Override
    public void write(StagedRows rows, int repetitionOfFirst) {
        Tokens json = rows.tokens();
        JsonToken token = json.nextToken();
        if (token == JsonToken.END_ARRAY) {
            element.missing(repetitionOfFirst, definition);
            return;
        }
        int current = repetitionOfFirst;
        for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token != JsonToken.VALUE_NULL || takesNull) {
                element.write(rows, current);
            } else {
                element.missing(current, definition + 1);
            }
            current = repetition;
        }
    }

    @Override
    public void missing(int repetitionOfFirst, int above) {
        element.missing(repetitionOfFirst, above);
    }
}
