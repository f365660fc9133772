package dev.gantry.emulator.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.emulator.config.Repository.Version;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The list of what a repository has published, {@code CreatorConfigsPublicApi_ListRevisions}, with what each changed. */
final class ConfigRevisions {
    private static final int MOST = 100;

    private ConfigRevisions() {}

    /** Pages by {@code Skip} and {@code MaxPageSize}, newest first. */
    static Answer list(Call call, Repository repository) {
        int skip = call.number("Skip");
        int size = call.number("MaxPageSize");
        if (skip < 0 || size < 0) {
            throw Refused.invalid("Skip and MaxPageSize must not be negative").detailed("Skip");
        }
        String key = call.parameter("SearchKey").orElse("");
        boolean isAscending = call.parameter("SortOrder")
                .filter(order -> order.toLowerCase(Locale.ROOT).startsWith("asc"))
                .isPresent();
        List<Version> newestFirst = repository.versions();
        List<Version> found = (isAscending ? newestFirst.reversed() : newestFirst)
                .stream()
                        .filter(version -> key.isEmpty()
                                || changes(repository, version).propertyNames().contains(key))
                        .skip(skip)
                        .limit(size == 0 ? MOST : Math.min(size, MOST))
                        .toList();
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("revisions");
            found.forEach(version -> write(json, version, changes(repository, version)));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** What a version changed: {@code {key: {before, after}}}. */
    private static ObjectNode changes(Repository repository, Version version) {
        Optional<ObjectNode> before = repository.before(version).map(Version::entries);
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        version.entries().properties().forEach(entry -> {
            JsonNode old = before.map(entries -> entries.path(entry.getKey()))
                    .filter(value -> !value.isMissingNode())
                    .orElse(JsonNodeFactory.instance.nullNode());
            if (!old.equals(entry.getValue())) {
                changes.putObject(entry.getKey())
                        .put("before", old.isNull() ? null : old.toString())
                        .put("after", entry.getValue().toString());
            }
        });
        before.ifPresent(entries -> entries.properties().forEach(entry -> {
            if (!version.entries().has(entry.getKey())) {
                changes.putObject(entry.getKey())
                        .put("before", entry.getValue().toString())
                        .putNull("after");
            }
        }));
        return changes;
    }

    private static void write(JsonGenerator json, Version version, ObjectNode changes) {
        json.writeStartObject();
        json.writeStringProperty("revisionId", version.id());
        json.writeNumberProperty("version", version.number());
        json.writeStringProperty("time", version.time().toString());
        json.writeStringProperty("publishedBy", version.user());
        json.writeStringProperty("message", version.message());
        json.writeStringProperty("deploymentResult", "Succeeded");
        json.writeName("changes");
        json.writeRawValue(changes.toString());
        json.writeEndObject();
    }
}
