package dev.gantry.writeback;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gantry.job.Row;
import dev.gantry.job.jq.Jq;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.StoredEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Who has an entry: a live session of one of the {@linkplain SessionLibrary libraries}, or whatever the job's own expression says.
 *
 * @param own over the stored value, true while it is locked
 */
record Locks(Optional<Jq> own, Supplier<Instant> now) {

    /** Variables of {@code own} beside {@code $row}: the stored attributes, and the time in seconds. */
    static final String ATTRIBUTES = "attributes";

    static final String NOW = "now";

    /**
     * Why the entry must be left alone for now; empty: it is free.
     *
     * @param isKnownFree whether the entry is as it was when no session had it: a library that judges by the last write would
     *     take our own for one of a session's
     */
    Optional<String> holder(Row row, StoredEntry entry, boolean isKnownFree) {
        @Nullable SessionLibrary library = isKnownFree ? null : library(entry.content().value());
        if (library != null && library.isLive(ExactJson.parse(entry.content().value()), entry, now.get())) {
            return Optional.of("a live session of " + library.title() + " has it");
        }
        return isLockedByOwn(row, entry.content()) ? Optional.of("locked: says that it is locked") : Optional.empty();
    }

    private boolean isLockedByOwn(Row row, EntryContent content) {
        if (own.isEmpty()) {
            return false;
        }
        JsonNode result = own.get()
                .one(
                        row,
                        ExactJson.parse(content.value()),
                        Map.of(
                                NewValue.ROW,
                                row.json(),
                                ATTRIBUTES,
                                ExactJson.parse(content.attributes()),
                                NOW,
                                JsonNodeFactory.instance.numberNode(now.get().getEpochSecond())));
        return !result.isNull() && !(result.isBoolean() && !result.booleanValue());
    }

    /** @throws RowRejected if a change would alter what only a session may alter, or would itself lock the entry */
    void refuseAltered(Row row, EntryContent before, EntryContent after) {
        @Nullable SessionLibrary library = library(before.value());
        if (library != null) {
            JsonNode old = ExactJson.parse(before.value());
            JsonNode computed = ExactJson.parse(after.value());
            for (String field : library.lockFields(library.session(old) != null)) {
                if (!text(old.at(field)).equals(text(computed.at(field)))) {
                    throw rejected(
                            row,
                            "it would change " + field.replace('/', '.') + ", by which " + library.title()
                                    + " knows whose the entry is; keep it as it is stored");
                }
            }
        }
        if (isLockedByOwn(row, after)) {
            throw rejected(row, "the change itself would lock the entry, as locked: has it; leave the lock as it is");
        }
    }

    /** What is absent and what is null are both free. */
    private static String text(JsonNode field) {
        return field.isMissingNode() ? "null" : ExactJson.text(field);
    }

    private static @Nullable SessionLibrary library(String text) {
        @Nullable JsonNode value = null;
        for (SessionLibrary each : SessionLibrary.values()) {
            if (each.mayKeep(text)) {
                value = value == null ? ExactJson.parse(text) : value;
                if (each.isKeptIn(value)) {
                    return each;
                }
            }
        }
        return null;
    }

    private static RowRejected rejected(Row row, String reason) {
        return new RowRejected(row.id(), "row " + row.id() + ": " + reason);
    }
}
