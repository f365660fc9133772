package dev.gantry.source.file;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gantry.files.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The columns that the folders of a file name, as Hive has them: {@code date=2026-11-01}. Their values are text or null. */
record FolderColumns(Map<String, JsonNode> values) {

    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    /** Those that a format wants. */
    static FolderColumns of(Location file, RecordFormat format) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        String[] names = file.toString().split("/", -1);
        for (int i = 0; i < names.length - 1; i++) {
            int equals = names[i].indexOf('=');
            if (equals > 0) {
                String column = decoded(names[i].substring(0, equals));
                String value = names[i].substring(equals + 1);
                if (format.wants(column)) {
                    values.put(column, value.equals(NULL) ? json().nullNode() : json().stringNode(decoded(value)));
                }
            }
        }
        return new FolderColumns(values);
    }

    /** Adds them where the file has no such column. */
    void addTo(@Nullable JsonNode row) {
        if (row instanceof ObjectNode object) {
            values.forEach(object::putIfAbsent);
        }
    }

    /** Hive writes a character that a file name cannot have as % and its code. A lone % stands for itself. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static JsonNodeFactory json() {
        return JsonNodeFactory.instance;
    }
}
