package dev.gantry.sink.order;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Makes records of rows; for one thread. */
final class KeyReader {
    private static final int NO_SLOT = -1;
    private static final int LENGTH_OF_EMPTY_TEXT = 3;

    /** Where the bytes of a column go: to its place among the folder's columns, or the key's, or both. */
    private record Use(KeyPart part, int folder, int key) {}

    private final Folders folders;
    private final Map<String, Use> uses = new HashMap<>();
    private final Bytes[] folderParts;
    private final Bytes[] keyParts;
    private final Bytes value = new Bytes();
    private final Bytes key = new Bytes();
    private final Bytes row = new Bytes();
    private final Bytes removed = new Bytes();
    private final Bytes lastFolder = new Bytes();
    private int[] removedSpans = new int[8];
    private int spans;

    KeyReader(SortBy by, Folders folders) {
        this.folders = folders;
        this.folderParts = parts(by.folders());
        this.keyParts = parts(by.key());
        by.types().forEach((name, type) -> {
            int folder = by.folders().indexOf(name);
            int inKey = by.key().indexOf(name);
            if (folder != NO_SLOT || inKey != NO_SLOT) {
                uses.put(name, new Use(KeyPart.of(type), folder, inKey));
            }
        });
    }

    private static Bytes[] parts(List<String> columns) {
        return columns.stream().map(column -> new Bytes()).toArray(Bytes[]::new);
    }

    /** Consumes the current row and makes a record of it. */
    void read(StagedRows rows, Bytes record) {
        forget();
        int start = rows.tokenStart();
        if (rows.tokens().current() == JsonToken.START_OBJECT) {
            readMembers(rows);
        }
        int end = rows.skipValue();
        split(rows.text(), start, end);
        finish(record);
    }

    /** Consumes the current row and makes a record of its key and its number, without its values. */
    void readKey(StagedRows rows, long number, Bytes record) {
        forget();
        if (rows.tokens().current() == JsonToken.START_OBJECT) {
            readMembers(rows);
        }
        rows.skipValue();
        row.addLong(number);
        finish(record);
    }

    private void forget() {
        Arrays.stream(folderParts).forEach(Bytes::clear);
        Arrays.stream(keyParts).forEach(Bytes::clear);
        key.clear();
        row.clear();
        removed.clear();
        spans = 0;
    }

    private void readMembers(StagedRows rows) {
        Tokens json = rows.tokens();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            Use use = uses.get(name);
            if (use == null) {
                json.nextToken();
                json.skipChildren();
            } else {
                readMember(rows, use);
            }
        }
    }

    private void readMember(StagedRows rows, Use use) {
        int start = rows.tokenStart();
        if (rows.tokens().nextToken() != JsonToken.VALUE_NULL) {
            value.clear();
            use.part().add(rows, value.add(KeyPart.VALUE));
            if (use.folder() != NO_SLOT) {
                folderParts[use.folder()].add(value);
            }
            if (use.key() != NO_SLOT) {
                keyParts[use.key()].add(value);
            }
        }
        int end = rows.skipValue();
        if (use.folder() != NO_SLOT) {
            addSpan(start, end);
        }
    }

    private void addSpan(int start, int end) {
        if (removedSpans.length < spans + 2) {
            removedSpans = Arrays.copyOf(removedSpans, 2 * removedSpans.length);
        }
        removedSpans[spans++] = start;
        removedSpans[spans++] = end;
    }

    /** Parts the row into the columns that stay and those that the folder says. */
    private void split(byte[] text, int start, int end) {
        int from = start;
        for (int i = 0; i < spans; i += 2) {
            row.add(text, from, removedSpans[i] - from);
            if (removed.length() > 0) {
                removed.add(',');
            }
            removed.add(text, removedSpans[i], removedSpans[i + 1] - removedSpans[i]);
            from = removedSpans[i + 1];
            if (text[from] == ',') {
                from++;
            } else {
                row.dropLast(',');
            }
        }
        row.add(text, from, end - from);
    }

    private void finish(Bytes record) {
        for (Bytes part : folderParts) {
            // Hive has no name for an empty text but the one of null
            boolean isEmptyText = part.length() == LENGTH_OF_EMPTY_TEXT && part.array()[1] == 0 && part.array()[2] == 0;
            if (isEmptyText) {
                folders.tellEmptyText();
            }
            addPart(isEmptyText ? null : part);
        }
        int folderLength = key.length();
        if (!lastFolder.is(key.array(), 0, folderLength)) {
            folders.add(key.array(), 0, folderLength);
            lastFolder.set(key.array(), 0, folderLength);
        }
        boolean isWhole = keyParts.length > 0;
        for (Bytes part : keyParts) {
            addPart(part);
            isWhole &= part.length() > 0;
        }
        KeyedRow.write(record, key, folderLength, isWhole, row, removed);
    }

    private void addPart(@Nullable Bytes part) {
        if (part == null || part.length() == 0) {
            key.add(KeyPart.NONE);
        } else {
            key.add(part);
        }
    }
}
