package dev.gantry.sink.order;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.RowSchema;
import org.jspecify.annotations.Nullable;

/**
 * What rows are sorted by: first the folder they go to, then their key. A column that no row has is null in all of them.
 *
 * @param folders columns that folders are named by
 * @param types of the columns there are, by name
 */
public record SortBy(List<String> folders, List<String> key, Map<String, ColumnType> types) {
    public SortBy {
        folders = List.copyOf(folders);
        key = List.copyOf(key);
        types = Map.copyOf(types);
    }

    public static SortBy of(RowSchema schema, List<String> folders, List<String> key) {
        Map<String, ColumnType> types = new HashMap<>();
        if (!schema.isWholeRow()) {
            for (Column column : schema.columns()) {
                types.put(column.name(), column.type());
            }
        }
        return new SortBy(folders, key, types);
    }

    /** The same without folders. */
    SortBy keyAlone() {
        return new SortBy(List.of(), key, types);
    }

    @Nullable ColumnType type(String column) {
        return types.get(column);
    }

    /** Whether rows of one key are always in one folder. */
    boolean keyNamesFolder() {
        return new HashSet<>(key).containsAll(folders);
    }
}
