package dev.gantry.emulator.asset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.LongRunning;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** One asset with the versions of its file. */
final class Asset {
    private final long id;
    private final String type;
    private final String creationContext;
    private final List<Version> versions = new ArrayList<>();
    private ObjectNode fields;
    private boolean isArchived;

    /**
     * A version of the file.
     *
     * @param moderation is approved when that is done
     */
    record Version(int number, Instant time, Body file, LongRunning moderation) {}

    /**
     * An asset without a version.
     *
     * @param creationContext JSON text of what the creator said
     * @param fields what may be changed later: {@code displayName}, {@code description} and the like
     */
    Asset(long id, String type, String creationContext, ObjectNode fields) {
        this.id = id;
        this.type = type;
        this.creationContext = creationContext;
        this.fields = fields;
    }

    long id() {
        return id;
    }

    ObjectNode fields() {
        return fields;
    }

    void change(ObjectNode other) {
        fields = other;
    }

    void archive(boolean archived) {
        isArchived = archived;
    }

    /** Oldest first; never empty once the asset is known to anybody. */
    List<Version> versions() {
        return versions;
    }

    Version add(Body file, Instant now) {
        Version version = new Version(versions.size() + 1, now, file, LongRunning.begin(now));
        versions.add(version);
        return version;
    }

    void write(JsonGenerator json, Instant now) {
        Version newest = versions.getLast();
        json.writeStartObject();
        json.writeStringProperty("path", "assets/" + id);
        json.writeNumberProperty("assetId", id);
        json.writeStringProperty("assetType", type);
        json.writeStringProperty("revisionId", Integer.toString(newest.number()));
        json.writeStringProperty("revisionCreateTime", newest.time().toString());
        json.writeName("creationContext");
        json.writeRawValue(creationContext);
        fields.properties().forEach(field -> {
            json.writeName(field.getKey());
            json.writeRawValue(field.getValue().toString());
        });
        moderation(json, newest, now);
        json.writeStringProperty("state", isArchived ? "Archived" : "Active");
        json.writeEndObject();
    }

    void write(JsonGenerator json, Version version, Instant now) {
        json.writeStartObject();
        json.writeName("creationContext");
        json.writeRawValue(creationContext);
        json.writeStringProperty("path", "assets/" + id + "/versions/" + version.number());
        moderation(json, version, now);
        json.writeBooleanProperty("published", version.number() == versions.size());
        json.writeEndObject();
    }

    private static void moderation(JsonGenerator json, Version version, Instant now) {
        json.writeObjectPropertyStart("moderationResult");
        json.writeStringProperty("moderationState", version.moderation().isDone(now) ? "Approved" : "Reviewing");
        json.writeEndObject();
    }
}
