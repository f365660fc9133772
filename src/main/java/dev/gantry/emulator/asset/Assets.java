package dev.gantry.emulator.asset;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import dev.gantry.emulator.asset.Asset.Version;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Form;
import dev.gantry.emulator.wire.LongRunning;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Assets_*} and {@code Cloud_GenerateSpeechAsset} of the OpenAPI document (checked 2026-11-24): the assets of the
 * credential's user and its groups. Files are kept, but nothing looks at them.
 */
public final class Assets {
    private static final long FIRST = 90_000_000_001L;
    private static final int SEEDED = 30;
    private static final int USUAL_VERSIONS = 8;
    private static final int MOST_VERSIONS = 50;
    private static final int LONGEST_SPEECH = 300;
    private static final Instant CREATED = Instant.parse("2024-06-01T00:00:00Z");

    private final World world;
    private final TreeMap<Long, Asset> assets = new TreeMap<>();
    private final Map<String, Upload> uploads = new HashMap<>();

    private record Upload(Asset asset, LongRunning running) {}

    /** Those of a fresh world. */
    public Assets(World world) {
        this.world = world;
        for (int i = 0; i < SEEDED; i++) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            fields.put("displayName", "Decal " + i).put("description", "");
            add("Decal", "{\"creator\":{\"userId\":" + World.OWNER + "}}", fields, Body.NONE, CREATED.plusSeconds(i));
        }
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        return List.of(
                operation("Assets_CreateAsset", this::create),
                operation("Assets_GetAsset", this::get),
                operation("Assets_UpdateAsset", this::update),
                operation("Assets_ArchiveAsset", call -> archive(call, true)),
                operation("Assets_RestoreAsset", call -> archive(call, false)),
                operation("listAssetVersions", this::versions),
                operation("Assets_GetAssetVersion", this::version),
                operation("Assets_RollbackAssetVersion", this::rollback),
                operation("Assets_GetOperation", this::poll),
                Operation.of("Cloud_GenerateSpeechAsset", this::speech));
    }

    private static Operation operation(String id, Operation.Handler handler) {
        return Operation.of(id, handler).failing(ErrorShape.CODED);
    }

    private Asset add(String type, String context, ObjectNode fields, Body file, Instant now) {
        long id = assets.isEmpty() ? FIRST : assets.lastKey() + 1 + new Dice(world.seed(), assets.size()).below(90);
        Asset asset = new Asset(id, type, context, fields);
        asset.add(file, now);
        assets.put(id, asset);
        return asset;
    }

    private Answer create(Call call) {
        AssetRequest request = AssetRequest.of(call);
        String type = request.type();
        String context = request.creationContext();
        ObjectNode fields = request.fields();
        if (request.file().size() == 0) {
            throw Refused.invalid("The part fileContent is missing").detailed("fileContent");
        }
        return begin(add(type, context, fields, request.file(), call.now()), call.now());
    }

    private Answer update(Call call) {
        Asset asset = existing(call);
        AssetRequest request = AssetRequest.of(call);
        String mask = call.parameter("updateMask").orElse("");
        List<String> names = mask.isEmpty() ? List.of() : Arrays.asList(mask.split(",", -1));
        asset.change(request.changed(asset.fields(), names));
        if (request.file().size() > 0) {
            asset.add(request.file(), call.now());
        }
        return begin(asset, call.now());
    }

    private Answer speech(Call call) {
        world.checkUniverse(call, "universe_id");
        String text = call.body().object().path("text").asString("");
        if (text.isEmpty() || text.length() > LONGEST_SPEECH) {
            throw Refused.invalid("text must be 1 to " + LONGEST_SPEECH + " characters")
                    .detailed("text");
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("displayName", "Speech");
        String context = "{\"creator\":{\"userId\":" + call.userId() + "}}";
        return begin(add("Audio", context, fields, call.body(), call.now()), call.now());
    }

    private Answer begin(Asset asset, Instant now) {
        String path = "operations/" + new UUID(Dice.mix(world.seed()), Dice.mix(uploads.size()));
        Upload upload = new Upload(asset, LongRunning.begin(now));
        uploads.put(path, upload);
        return Answer.json(json -> write(json, path, upload, false, now));
    }

    private Answer poll(Call call) {
        String path = "operations/" + call.variable("operationId");
        Upload upload = Optional.ofNullable(uploads.get(path))
                .orElseThrow(() -> Refused.notFound("There is no operation " + call.variable("operationId")));
        boolean done = upload.running().isDone(call.now());
        return Answer.json(json -> write(json, path, upload, done, call.now()));
    }

    private static void write(JsonGenerator json, String path, Upload upload, boolean done, Instant now) {
        json.writeStartObject();
        json.writeStringProperty("path", path);
        json.writeBooleanProperty("done", done);
        if (done) {
            json.writeName("response");
            upload.asset().write(json, now);
        }
        json.writeEndObject();
    }

    private Answer get(Call call) {
        Asset asset = existing(call);
        return Answer.json(json -> asset.write(json, call.now()));
    }

    private Answer archive(Call call, boolean archived) {
        Asset asset = existing(call);
        asset.archive(archived);
        return Answer.json(json -> asset.write(json, call.now()));
    }

    private Answer version(Call call) {
        Asset asset = existing(call);
        Version version = version(asset, call.variable("versionNumber"));
        return Answer.json(json -> asset.write(json, version, call.now()));
    }

    /**
     * A bare array, newest first, so that no answer can tell where the next page begins: {@code pageToken} is the number of
     * the last version seen.
     */
    private Answer versions(Call call) {
        Asset asset = existing(call);
        int size = call.number("maxPageSize");
        String token = call.parameter("pageToken").orElse(Integer.toString(Integer.MAX_VALUE));
        if (size < 0 || !token.matches("\\d{1,10}")) {
            throw Refused.invalid("The page token is not of this list, or the size is negative");
        }
        List<Version> found = asset.versions().reversed().stream()
                .filter(version -> version.number() < Long.parseLong(token))
                .limit(size == 0 ? USUAL_VERSIONS : Math.min(size, MOST_VERSIONS))
                .toList();
        return Answer.json(json -> {
            json.writeStartArray();
            found.forEach(version -> asset.write(json, version, call.now()));
            json.writeEndArray();
        });
    }

    /** The newest version gets the file of an older one. */
    private Answer rollback(Call call) {
        Asset asset = existing(call);
        String named = assetVersion(call)
                .orElseThrow(() -> Refused.invalid("assetVersion is missing").detailed("assetVersion"));
        String prefix = "assets/" + asset.id() + "/versions/";
        Version old = version(asset, named.startsWith(prefix) ? named.substring(prefix.length()) : named);
        Version next = asset.add(old.file(), call.now());
        return Answer.json(json -> asset.write(json, next, call.now()));
    }

    /** The document has a form, but clients send JSON too. */
    private static Optional<String> assetVersion(Call call) {
        return call.header("content-type").startsWith("application/json")
                ? Optional.of(call.body().object().path("assetVersion").asString(""))
                        .filter(named -> !named.isEmpty())
                : Form.of(call).text("assetVersion");
    }

    private static Version version(Asset asset, String number) {
        if (!number.matches("[1-9]\\d{0,8}")
                || Integer.parseInt(number) > asset.versions().size()) {
            throw Refused.notFound("Asset " + asset.id() + " has no version " + number);
        }
        return asset.versions().get(Integer.parseInt(number) - 1);
    }

    private Asset existing(Call call) {
        long id = call.id("assetId");
        return Optional.ofNullable(assets.get(id)).orElseThrow(() -> Refused.notFound("There is no asset " + id));
    }
}
