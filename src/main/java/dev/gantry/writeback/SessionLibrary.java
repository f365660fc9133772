package dev.gantry.writeback;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.StoredEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The libraries by which games keep an entry to one server at a time. What a tool writes to an entry whose session is live is
 * overwritten by the server that has it. Shapes and times of death as the libraries have them, checked on 2026-11-26.
 */
enum SessionLibrary {

    /** {@code MetaData.ActiveSession: [place, server, session]}; dead 630 s after {@code MetaData.LastUpdate}. */
    PROFILE_STORE("ProfileStore", Duration.ofSeconds(630), "ActiveSession") {
        @Override
        boolean isKeptIn(JsonNode value) {
            return isProfile(value) && value.path(META).path(SESSION).size() > PROFILE_SERVICE_SIZE;
        }
    },

    /** {@code MetaData.ActiveSession: [place, server]}; dead 30 minutes after {@code MetaData.LastUpdate}. */
    PROFILE_SERVICE("ProfileService", Duration.ofMinutes(30), "ActiveSession") {
        @Override
        boolean isKeptIn(JsonNode value) {
            return isProfile(value) && value.path(META).path(SESSION).size() <= PROFILE_SERVICE_SIZE;
        }
    },

    /** {@code lockId} beside {@code data} and its version; dead 30 minutes after the entry was written last. */
    LAPIS("Lapis", Duration.ofMinutes(30), "lockId") {
        @Override
        boolean isKeptIn(JsonNode value) {
            return value.has("data")
                    && (value.has("migrationVersion")
                            || value.has("lastCompatibleVersion")
                            || value.has("appliedMigrations"));
        }

        @Override
        @Nullable JsonNode session(JsonNode value) {
            return present(value.get("lockId"));
        }

        @Override
        Optional<Instant> lastSign(JsonNode value, StoredEntry entry) {
            return entry.revisionCreateTime();
        }

        @Override
        List<String> lockFields(boolean hasSession) {
            return List.of("/lockId");
        }
    };

    private static final String META = "MetaData";
    private static final String SESSION = "ActiveSession";
    private static final String LAST_UPDATE = "LastUpdate";
    private static final int PROFILE_SERVICE_SIZE = 2;

    private final String title;
    private final Duration deadAfter;
    private final String mark;

    SessionLibrary(String title, Duration deadAfter, String mark) {
        this.title = title;
        this.deadAfter = deadAfter;
        this.mark = mark;
    }

    /** Its name, for people. */
    String title() {
        return title;
    }

    /** Whether a value's text could be of it: a value without the word need not be parsed. */
    boolean mayKeep(String text) {
        return text.contains(mark);
    }

    /** Whether a value has the library's shape. */
    abstract boolean isKeptIn(JsonNode value);

    /** The session that has the entry; null when it is free. */
    @Nullable JsonNode session(JsonNode value) {
        return present(value.path(META).get(SESSION));
    }

    /** When the session was last known to live; empty: nothing tells. */
    Optional<Instant> lastSign(JsonNode value, StoredEntry entry) {
        JsonNode seconds = value.path(META).path(LAST_UPDATE);
        return seconds.isNumber()
                ? Optional.of(Instant.ofEpochSecond((long) seconds.asDouble()))
                : entry.revisionCreateTime();
    }

    /**
     * JSON pointers of what only the library may change.
     *
     * @param hasSession whether a session is written there, be it a dead one
     */
    List<String> lockFields(boolean hasSession) {
        return hasSession
                ? List.of(
                        "/MetaData/ActiveSession",
                        "/MetaData/ForceLoadSession",
                        "/MetaData/SessionLoadCount",
                        "/MetaData/LastUpdate")
                : List.of("/MetaData/ActiveSession", "/MetaData/ForceLoadSession");
    }

    /** Whether the entry's session is live by the library's own rule; one of which nothing tells when it last saved is. */
    boolean isLive(JsonNode value, StoredEntry entry, Instant now) {
        return session(value) != null
                && lastSign(value, entry)
                        .map(sign -> now.isBefore(sign.plus(deadAfter)))
                        .orElse(true);
    }

    private static boolean isProfile(JsonNode value) {
        return value.path(META).isObject() && value.has("Data");
    }

    private static @Nullable JsonNode present(@Nullable JsonNode node) {
        return node == null || node.isNull() || (node.isContainer() && node.isEmpty()) ? null : node;
    }
}
