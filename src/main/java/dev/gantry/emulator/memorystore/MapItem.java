package dev.gantry.emulator.memorystore;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import dev.gantry.emulator.wire.ObjectText;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;

/**
 * {@code MemoryStoreSortedMapItem} of the OpenAPI document (checked 2026-11-23). Ordered by numeric key, then those with a
 * text for a key, then those with none; ties by id.
 *
 * @param value its JSON text
 * @param version counts the writes of all items
 */
record MapItem(
        String id,
        String value,
        Optional<Double> numericSortKey,
        Optional<String> stringSortKey,
        Instant expireTime,
        long version)
        implements Comparable<MapItem> {
    private static final int LONGEST_ID = 127;
    private static final int LONGEST_VALUE = 32 * 1024;
    private static final int LONGEST_SORT_KEY = 128;

    private static final Comparator<MapItem> ORDER = Comparator.comparingInt(MapItem::kind)
            .thenComparing(item -> item.numericSortKey.orElse(0.0))
            .thenComparing(item -> item.stringSortKey.orElse(""))
            .thenComparing(MapItem::id);

    /**
     * Reads what a request sends.
     *
     * @throws Refused 400 when a part is malformed or too long
     */
    static MapItem parse(String id, ObjectText body, Instant now, long version) {
        require(!id.isEmpty() && id.length() <= LONGEST_ID, "An id has 1 to " + LONGEST_ID + " characters");
        String value = body.property("value").orElse("null");
        require(
                value.length() <= LONGEST_VALUE,
                "value has " + value.length() + " characters, most is " + LONGEST_VALUE);
        Optional<Double> numeric = Lifetime.number(body, "numericSortKey");
        Optional<String> text = body.string("stringSortKey");
        require(
                numeric.isEmpty() || text.isEmpty(),
                "An item has one sort key: numericSortKey or stringSortKey, not both");
        require(
                text.orElse("").length() <= LONGEST_SORT_KEY,
                "stringSortKey has " + LONGEST_SORT_KEY + " characters at most");
        return new MapItem(id, value, numeric, text, Lifetime.expiry(body, now), version);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw Refused.invalid(message);
        }
    }

    private int kind() {
        return numericSortKey.isPresent() ? 0 : stringSortKey.isPresent() ? 1 : 2;
    }

    String etag() {
        return Long.toHexString(version * 0x9E3779B97F4A7C15L);
    }

    @Override
    public int compareTo(MapItem other) {
        return ORDER.compare(this, other);
    }

    void write(JsonGenerator json, String map) {
        json.writeStartObject();
        json.writeStringProperty("path", map + "/items/" + id);
        json.writeName("value");
        json.writeRawValue(value);
        json.writeStringProperty("etag", etag());
        json.writeStringProperty("expireTime", expireTime.toString());
        json.writeStringProperty("id", id);
        stringSortKey.ifPresent(key -> json.writeStringProperty("stringSortKey", key));
        numericSortKey.ifPresent(key -> json.writeNumberProperty("numericSortKey", key));
        json.writeEndObject();
    }
}
