package dev.gantry.backup.repository;

import tools.jackson.databind.JsonNode;

/**
 * An entry as a backup has it. Texts of JSON are exactly what Open Cloud sent.
 *
 * @param created when its key was first written, RFC 3339; empty for an ordered one, as is the revision
 */
public record Entry(
        EntryKey key,
        boolean ordered,
        String value,
        String users,
        String attributes,
        String revision,
        String created,
        String updated) {

    /** Of a row as {@link dev.gantry.source.EntryCopies} delivers it and parts hold it. */
    public static Entry of(JsonNode row) {
        return new Entry(
                new EntryKey(
                        row.path(Columns.STORE).asString(),
                        row.path(Columns.SCOPE).asString(),
                        row.path(Columns.ID).asString()),
                row.path(Columns.ORDERED).asBoolean(),
                row.path("value").asString(),
                row.path("users").asString(),
                row.path("attributes").asString(),
                row.path(Columns.REVISION).asString(),
                row.path("created").asString(),
                row.path("updated").asString());
    }

    /** The key alone: the rest is players' data. */
    @Override
    public String toString() {
        return "Entry[" + key + "]";
    }
}
