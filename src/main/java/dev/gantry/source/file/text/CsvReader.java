package dev.gantry.source.file.text;

import java.io.IOException;
import java.util.List;

import dev.gantry.files.StoredFile;
import dev.gantry.job.UserMistake;
import dev.gantry.source.file.FileRecord;
import dev.gantry.source.file.RecordReader;
import dev.gantry.source.file.text.CsvRecords.Field;
import dev.gantry.source.file.text.CsvRecords.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The records of a CSV file as objects. */
final class CsvReader implements RecordReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StoredFile file;
    private final CsvRecords records;
    private final List<String> columns;
    private final List<CsvType> types;

    CsvReader(StoredFile file, CsvRecords records, List<String> columns, CsvOptions options) {
        this.file = file;
        this.records = records;
        this.columns = columns;
        this.types = columns.stream()
                .map(column -> options.types().getOrDefault(column, CsvType.STRING))
                .toList();
    }

    /** A blank line is a record only where a record is one field, which then is null. */
    @Override
    public @Nullable FileRecord next() throws IOException {
        @Nullable Fields next = next(records, file);
        while (next != null && next.isBlankLine() && columns.size() > 1) {
            next = next(records, file);
        }
        return next == null ? null : record(next);
    }

    /** @throws UserMistake where a quote is not closed: rejecting one record would lose all that follow */
    static @Nullable Fields next(CsvRecords records, StoredFile file) throws IOException {
        try {
            return records.next();
        } catch (CsvRecords.NeverClosed endless) {
            throw new UserMistake(
                    file.location() + ":" + endless.line()
                            + ": a quote is opened and not closed before the end or within "
                            + TextBuffer.MOST / (1024 * 1024)
                            + " MiB, so what follows cannot be told apart. Close it, or double it where it is meant as"
                            + " such, and start a new run.",
                    endless);
        }
    }

    private FileRecord record(Fields found) {
        TextBuffer text = records.text();
        if (text.isTooLong()) {
            return new FileRecord(
                    found.line(),
                    JSON.nullNode(),
                    text.length(),
                    "the record is longer than " + TextBuffer.MOST / (1024 * 1024) + " MiB");
        }
        if (text.hasNul()) {
            return refused(found, "the record holds a byte 0, which no text does; is the file UTF-8?");
        }
        if (found.misquoted()) {
            return refused(found, "something follows the quote that closes a field; quotes within one are doubled");
        }
        if (found.count() != columns.size()) {
            return refused(found, "fields in the record: " + found.count() + ", columns: " + columns.size());
        }
        return typed(found);
    }

    private FileRecord typed(Fields found) {
        ObjectNode row = JSON.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            Field field = found.fields().get(i);
            if (field.isNothing()) {
                row.putNull(columns.get(i));
                continue;
            }
            @Nullable String text = records.text().text(field.from(), field.to());
            if (text == null) {
                return refused(found, "column " + columns.get(i) + " is not UTF-8");
            }
            @Nullable JsonNode value = types.get(i).value(text);
            if (value == null) {
                return refused(
                        found,
                        "column " + columns.get(i) + " is no " + types.get(i).label());
            }
            row.set(columns.get(i), value);
        }
        return new FileRecord(found.line(), row, records.text().length());
    }

    private FileRecord refused(Fields found, String reason) {
        ArrayNode shown = JSON.arrayNode();
        for (Field field : found.fields()) {
            shown.add(records.text().shown(field.from(), field.to()));
        }
        return new FileRecord(found.line(), shown, records.text().length(), reason);
    }

    @Override
    public String position() {
        return records.place().text();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
