package dev.gantry.sink.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import tools.jackson.core.JsonToken;

/** Where the values of one row are in its text, by column, in whatever order the row has them. Nothing is copied. */
final class RowFields {
    private enum Form {
        NOTHING,
        TEXT,
        TEXT_WITH_ESCAPES,
        JSON
    }

    private final boolean isWholeRow;
    private final boolean[] keepsJson;
    private final Map<String, Integer> byName = new HashMap<>();

    /** The column that was last found at each position, because rows tend to look like the row before. */
    private final int[] expected;

    private final List<String> names;
    private final Form[] forms;
    private final int[] starts;
    private final int[] ends;
    private byte[] text = {};

    RowFields(RowSchema schema) {
        List<Column> columns = schema.columns();
        isWholeRow = schema.isWholeRow();
        names = columns.stream().map(Column::name).toList();
        keepsJson = new boolean[columns.size()];
        expected = new int[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            byName.put(names.get(i), i);
            expected[i] = i;
            keepsJson[i] = columns.get(i).type() instanceof Leaf leaf && leaf.scalar() == Simple.JSON;
        }
        forms = new Form[columns.size()];
        starts = new int[columns.size()];
        ends = new int[columns.size()];
    }

    /** Consumes the row that the staged rows stand at. */
    void find(StagedRows rows) {
        text = rows.text();
        Arrays.fill(forms, Form.NOTHING);
        if (isWholeRow) {
            findValue(0, rows);
            return;
        }
        Tokens json = rows.tokens();
        int position = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            int column = column(name, position++);
            json.nextToken();
            findValue(column, rows);
        }
    }

    private int column(String name, int position) {
        if (position < expected.length && names.get(expected[position]).equals(name)) {
            return expected[position];
        }
        Integer column = byName.get(name);
        if (column == null) {
            throw new IllegalStateException("a staged row has a key that the schema lacks");
        }
        expected[position] = column; // the keys of an object are distinct, so there are no more than columns
        return column;
    }

    private void findValue(int column, StagedRows rows) {
        JsonToken token = rows.tokens().current();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        int start = rows.tokenStart();
        if (token == JsonToken.VALUE_STRING && !keepsJson[column]) {
            forms[column] = rows.tokens().mayBeEscaped() ? Form.TEXT_WITH_ESCAPES : Form.TEXT;
            starts[column] = start + 1;
            ends[column] = rows.tokenEnd() - 1;
        } else {
            forms[column] = Form.JSON;
            starts[column] = start;
            ends[column] = rows.skipValue();
        }
    }

    /** Writes the value of one column, which may be nothing. */
    void write(int column, FieldText field, OutputStream out) throws IOException {
        switch (forms[column]) {
            case NOTHING -> {}
            case TEXT -> field.text(text, starts[column], ends[column], out);
            case TEXT_WITH_ESCAPES -> field.escapedText(text, starts[column], ends[column], out);
            case JSON -> field.json(text, starts[column], ends[column], out);
        }
    }
}
