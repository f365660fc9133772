package dev.gantry.opencloud;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import tools.jackson.databind.JsonNode;

/**
 * A revision of an entry, as a list of them names it; {@code DataStoreEntry} of the OpenAPI document in part, checked on 2026-11-26.
 *
 * @param time when it was written
 * @param isDeletion whether it is the mark of a deletion, and not a value
 */
public record EntryRevision(String id, Instant time, boolean isDeletion) {

    /** @throws OpenCloudException.Unusable if it does not say when it was written */
    static EntryRevision of(JsonNode revision) {
        String time = revision.path("revisionCreateTime").asString("");
        try {
            return new EntryRevision(
                    revision.path("revisionId").asString(""),
                    OffsetDateTime.parse(time).toInstant(),
                    revision.path("state").asString("").equals("DELETED"));
        } catch (DateTimeException unreadable) {
            throw new OpenCloudException.Unusable(
                    "A revision of an entry was listed without its time" + " (revisionCreateTime: \"" + time
                            + "\"), so it cannot be told what was there when. Tell Roblox.");
        }
    }
}
