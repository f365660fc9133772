package dev.gantry.emulator.config;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gantry.emulator.config.Repository.Version;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * {@code CreatorConfigsPublicApi_*} of the OpenAPI document (checked 2026-11-24). A fresh universe has {@code
 * InExperienceConfig} with some settings and {@code DataStoresConfig} with the templates of what belongs to a user; any other
 * repository is empty until it is written.
 */
public final class Configs {
    private static final String FAMILY = "CreatorConfigsPublicApi_";
    private static final Instant CREATED = Instant.parse("2025-01-15T10:00:00Z");
    private static final String SETTINGS = "{\"doubleXp\":false,\"spawnRate\":0.25,\"motd\":\"Welcome 🏮\"}";
    private static final String TEMPLATES = "{\"user_data_templates\":[{\"key_template\":{\"data_store_type\":"
            + "\"STANDARD\",\"data_store_name\":\"PlayerData\",\"key_pattern\":\"Player_{UserId}\","
            + "\"scope_pattern\":\"global\"}}]}";

    private final World world;
    private final Map<String, Repository> repositories = new TreeMap<>();

    /** Those of a fresh universe. */
    public Configs(World world) {
        this.world = world;
        repositories.put("InExperienceConfig", repository(SETTINGS));
        repositories.put("DataStoresConfig", repository(TEMPLATES));
    }

    private static Repository repository(String entries) {
        return new Repository(
                CREATED,
                Long.toString(World.OWNER),
                Body.of(entries.getBytes(UTF_8)).object());
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                Operation.of(FAMILY + "GetConfigRepositoryValues", this::values),
                Operation.of(FAMILY + "GetConfigRepositoryFull", this::full),
                Operation.of(FAMILY + "GetConfigRepositoryDraft", this::draft),
                Operation.of(FAMILY + "UpdateDraft", this::edit),
                Operation.of(FAMILY + "OverwriteDraft", this::overwrite),
                Operation.of(FAMILY + "DeleteDraft", this::discard),
                Operation.of(FAMILY + "PublishDraft", this::publish),
                Operation.of(FAMILY + "ListRevisions", call -> ConfigRevisions.list(call, repository(call))),
                Operation.of(FAMILY + "RestoreRevision", this::restore));
    }

    private Repository repository(Call call) {
        world.checkUniverse(call, "universeId");
        String name = call.variable("repository");
        if (!name.matches("[A-Za-z0-9_-]{1,100}")) {
            throw Refused.notFound("There is no repository " + name);
        }
        return repositories.computeIfAbsent(name, made -> repository("{}"));
    }

    private Answer values(Call call) {
        Version version = repository(call).published();
        return Answer.json(json -> {
            json.writeStartObject();
            metadata(json, version);
            entries(json, version.entries(), version.rules());
            json.writeEndObject();
        });
    }

    private Answer full(Call call) {
        Version version = repository(call).published();
        return Answer.json(json -> {
            json.writeStartObject();
            metadata(json, version);
            entries(json, described(version.entries()), version.rules());
            json.writeEndObject();
        });
    }

    private Answer draft(Call call) {
        Repository repository = repository(call);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("draftHash", repository.draftHash());
            entries(json, described(repository.draft()), repository.draftRules());
            json.writeEndObject();
        });
    }

    /** Entries as objects that could tell more than their value. */
    private static ObjectNode described(ObjectNode entries) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        entries.properties()
                .forEach(entry -> described.putObject(entry.getKey()).set("value", entry.getValue()));
        return described;
    }

    private static void metadata(JsonGenerator json, Version version) {
        json.writeObjectPropertyStart("metadata");
        json.writeNumberProperty("configVersion", version.number());
        json.writeEndObject();
    }

    private static void entries(JsonGenerator json, ObjectNode entries, ObjectNode rules) {
        json.writeName("entries");
        json.writeRawValue(entries.toString());
        json.writeName("conditionalRules");
        json.writeRawValue(rules.toString());
    }

    private Answer edit(Call call) {
        Repository repository = repository(call);
        repository.edit(call.body().object());
        return hash(repository);
    }

    private Answer overwrite(Call call) {
        Repository repository = repository(call);
        repository.overwrite(call.body().object());
        return hash(repository);
    }

    private Answer discard(Call call) {
        Repository repository = repository(call);
        repository.discard(optional(call));
        return hash(repository);
    }

    private Answer restore(Call call) {
        Repository repository = repository(call);
        String id = call.variable("revisionId");
        repository.restore(repository.find(id).orElseThrow(() -> Refused.notFound("There is no revision " + id)));
        return hash(repository);
    }

    private Answer publish(Call call) {
        Repository repository = repository(call);
        JsonNode sent = optional(call);
        if (sent.hasNonNull("message") && !sent.get("message").isString()) {
            throw Refused.invalid("message must be a text").detailed("message");
        }
        Version version = repository.publish(sent, Long.toString(call.userId()), call.now());
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("configVersion", version.number());
            json.writeEndObject();
        });
    }

    private static JsonNode optional(Call call) {
        return call.body().size() == 0
                ? JsonNodeFactory.instance.objectNode()
                : call.body().object();
    }

    private static Answer hash(Repository repository) {
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("draftHash", repository.draftHash());
            json.writeEndObject();
        });
    }
}
