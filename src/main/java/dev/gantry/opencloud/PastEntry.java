package dev.gantry.opencloud;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An entry as it was at a moment, to the letter.
 *
 * @param createTime when its key was first written, RFC 3339 as Open Cloud says it
 * @param revisionCreateTime when this revision was written, likewise
 */
public record PastEntry(StoredEntry entry, String createTime, String revisionCreateTime) {
    private static final String DELETED = "DELETED";

    public EntryContent content() {
        return entry.content();
    }

    /** When this revision was written, as far as the answer told. */
    public Optional<Instant> written() {
        return entry.revisionCreateTime();
    }

    /** Tells it from other revisions of the entry. */
    public String revision() {
        return entry.version().revision();
    }

    /**
     * The answer to a get; {@code DataStoreEntry} of the OpenAPI document, checked on 2026-11-26. Empty: it was deleted then.
     *
     * @throws tools.jackson.core.JacksonException if it is not one
     */
    static Optional<PastEntry> parse(byte[] body) {
        Map<String, String> parts = StoredEntry.parts(body);
        if (StoredEntry.string(parts, "state").equals(DELETED)) {
            return Optional.empty();
        }
        return Optional.of(new PastEntry(
                StoredEntry.of(parts),
                StoredEntry.string(parts, "createTime"),
                StoredEntry.string(parts, "revisionCreateTime")));
    }
}
