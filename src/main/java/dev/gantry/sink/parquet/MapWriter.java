package dev.gantry.sink.parquet;

import dev.gantry.sink.parquet.LeafColumns.LeafColumn;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import tools.jackson.core.JsonToken;

/**
 * An object whose keys are data.
 *
 * @param takesNull whether null is a value
 * @param definition level of a map that is there; that of an entry of it is one more
 * @param repetition level of all entries but the first
 */
record MapWriter(LeafColumn key, ValueWriter value, boolean takesNull, int definition, int repetition, Utf8 strings)
        implements ValueWriter {

    @Override
    public void write(StagedRows rows, int repetitionOfFirst) {
        Tokens json = rows.tokens();
        String name = json.nextName();
        if (name == null) {
            missing(repetitionOfFirst, definition);
            return;
        }
        int current = repetitionOfFirst;
        for (; name != null; name = json.nextName()) {
            key.writer().write(strings.of(name), current, key.definition());
            if (json.nextToken() != JsonToken.VALUE_NULL || takesNull) {
                value.write(rows, current);
            } else {
                value.missing(current, definition + 1);
            }
            current = repetition;
        }
    }

    @Override
    public void missing(int repetitionOfFirst, int above) {
        key.writer().writeNull(repetitionOfFirst, above);
        value.missing(repetitionOfFirst, above);
    }
}
