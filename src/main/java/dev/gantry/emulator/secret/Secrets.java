package dev.gantry.emulator.secret;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The secrets of the universe, {@code *_secrets*} of the OpenAPI document (checked 2026-11-24). A client seals a secret's
 * content for the public key; it is checked to be Base64 and given back to nobody.
 */
public final class Secrets {
    private static final int MOST = 500;
    private static final int PUBLIC_KEY_BYTES = 32;
    private static final int LONGEST = 4_096;
    private static final Instant CREATED = Instant.parse("2025-04-01T09:00:00Z");

    private final World world;
    private final TreeMap<String, Secret> secrets = new TreeMap<>();

    private record Secret(String id, String domain, Instant created, Instant updated) {}

    /** A fresh universe has two. */
    public Secrets(World world) {
        this.world = world;
        secrets.put("webhook_token", new Secret("webhook_token", "hooks.example.com", CREATED, CREATED));
        secrets.put("shop_api", new Secret("shop_api", "*.example.com", CREATED, CREATED));
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                operation("get_cloud_v2_universes__universeId__secrets", this::list),
                operation("post_cloud_v2_universes__universeId__secrets", this::create),
                operation("get_cloud_v2_universes__universeId__secrets_public_key", this::publicKey),
                operation("patch_cloud_v2_universes__universeId__secrets__secretId_", this::update),
                operation("delete_cloud_v2_universes__universeId__secrets__secretId_", this::delete));
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return Operation.of(id, handler).failing(ErrorShape.PROBLEM);
    }

    private Answer list(Call call) {
        world.checkUniverse(call, "universeId");
        Page page = Page.of(call);
        List<Secret> found = secrets.tailMap(page.after(), false).values().stream()
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, Secret::id, Secrets::write, json -> json.writeNullProperty("previousPageCursor"));
    }

    private Answer create(Call call) {
        world.checkUniverse(call, "universeId");
        JsonNode sent = call.body().object();
        String id = text(sent, "id")
                .filter(text -> text.matches("[A-Za-z0-9_]{1,50}"))
                .orElseThrow(() -> Refused.invalid("id must be 1 to 50 letters, digits and underscores")
                        .detailed("id"));
        checkSealed(sent);
        if (secrets.containsKey(id)) {
            throw Refused.of(409, "ALREADY_EXISTS", "There is a secret " + id + " already")
                    .detailed("id");
        }
        if (secrets.size() == MOST) {
            throw Refused.invalid("A universe has " + MOST + " secrets at most").detailed("id");
        }
        Secret secret = new Secret(id, text(sent, "domain").orElse("*"), call.now(), call.now());
        secrets.put(id, secret);
        return Answer.json(201, json -> write(json, secret));
    }

    private Answer update(Call call) {
        Secret before = existing(call);
        JsonNode sent = call.body().object();
        checkSealed(sent);
        Secret secret =
                new Secret(before.id(), text(sent, "domain").orElse(before.domain()), before.created(), call.now());
        secrets.put(secret.id(), secret);
        return Answer.json(json -> write(json, secret));
    }

    private Answer delete(Call call) {
        secrets.remove(existing(call).id());
        return Answer.nothing(200);
    }

    private Answer publicKey(Call call) {
        world.checkUniverse(call, "universeId");
        Dice dice = new Dice(world.seed(), PUBLIC_KEY_BYTES);
        byte[] key = new byte[PUBLIC_KEY_BYTES];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) dice.below(256);
        }
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("secret", Base64.getEncoder().encodeToString(key));
            json.writeStringProperty("key_id", keyId());
            json.writeEndObject();
        });
    }

    private String keyId() {
        return Long.toString(Dice.mix(world.seed()));
    }

    private void checkSealed(JsonNode sent) {
        String content = text(sent, "secret")
                .orElseThrow(() -> Refused.invalid("secret is missing").detailed("secret"));
        if (content.length() > LONGEST) {
            throw Refused.invalid("secret has " + LONGEST + " characters at most")
                    .detailed("secret");
        }
        try {
            Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException malformed) {
            throw Refused.invalid("secret must be Base64").detailed("secret");
        }
        if (!text(sent, "key_id").filter(keyId()::equals).isPresent()) {
            throw Refused.invalid("key_id must be that of the public key").detailed("key_id");
        }
    }

    private static Optional<String> text(JsonNode sent, String name) {
        @Nullable JsonNode value = sent.get(name);
        if (value != null && !value.isNull() && !value.isString()) {
            throw Refused.invalid(name + " must be a text").detailed(name);
        }
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.stringValue());
    }

    private Secret existing(Call call) {
        world.checkUniverse(call, "universeId");
        String id = call.variable("secretId");
        return Optional.ofNullable(secrets.get(id))
                .orElseThrow(() -> Refused.notFound("There is no secret " + id).detailed("secretId"));
    }

    private static void write(JsonGenerator json, Secret secret) {
        json.writeStartObject();
        json.writeStringProperty("id", secret.id());
        json.writeStringProperty("domain", secret.domain());
        json.writeStringProperty("create_time", secret.created().toString());
        json.writeStringProperty("update_time", secret.updated().toString());
        json.writeEndObject();
    }
}
