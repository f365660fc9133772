package dev.gantry.emulator.asset;

import java.util.List;
import java.util.Set;

import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Form;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a multipart form says of an asset.
 *
 * @param json its part {@code request}
 * @param file its part {@code fileContent}, empty when there is none
 */
record AssetRequest(ObjectNode json, Body file) {
    private static final Set<String> FIELDS = Set.of("displayName", "description", "icon", "previews", "socialLink");
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int LARGEST_FILE = 20 * 1024 * 1024;

    /**
     * That of a call.
     *
     * @throws Refused 400 when the form or its JSON is malformed
     */
    static AssetRequest of(Call call) {
        Form form = Form.of(call);
        String request = form.text("request")
                .orElseThrow(
                        () -> Refused.invalid("The part request is missing").detailed("request"));
        ObjectNode json = Body.of(request.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .object();
        Body file = form.file("fileContent").map(Body.Part::body).orElse(Body.NONE);
        if (file.size() > LARGEST_FILE) {
            throw Refused.invalid("fileContent has 20 MB at most").detailed("fileContent");
        }
        return new AssetRequest(json, file);
    }

    /** The type of the asset. */
    String type() {
        String type = json.path("assetType").asString("");
        if (!type.matches("[A-Za-z_]{2,50}")) {
            throw Refused.invalid("assetType must be one, such as Decal or Model")
                    .detailed("assetType");
        }
        return type;
    }

    /** JSON text of {@code creationContext}, whose creator is a user or a group. */
    String creationContext() {
        JsonNode creator = json.path("creationContext").path("creator");
        boolean isUser = id(creator.path("userId"));
        boolean isGroup = id(creator.path("groupId"));
        if (isUser == isGroup) {
            throw Refused.invalid("creationContext.creator must have either userId or groupId")
                    .detailed("creationContext");
        }
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        ObjectNode told = context.putObject("creator");
        String name = isUser ? "userId" : "groupId";
        told.put(name, Long.parseLong(creator.path(name).asString()));
        return context.toString();
    }

    private static boolean id(JsonNode sent) {
        return sent.asString("").matches("[1-9]\\d{0,17}");
    }

    /**
     * The fields that a new asset has.
     *
     * @throws Refused 400 when there is no name, or a field does not fit
     */
    ObjectNode fields() {
        ObjectNode fields = changed(JsonNodeFactory.instance.objectNode(), List.copyOf(FIELDS));
        if (fields.path("displayName").asString("").isBlank()) {
            throw Refused.invalid("displayName is missing").detailed("displayName");
        }
        return fields;
    }

    /**
     * What an asset's fields become.
     *
     * @param mask names of fields; empty for all that are sent
     * @throws Refused 400 when a name is none of a field that can be changed, or a value does not fit
     */
    ObjectNode changed(ObjectNode before, List<String> mask) {
        ObjectNode after = before.deepCopy();
        List<String> names = mask.isEmpty()
                ? json.propertyNames().stream().filter(FIELDS::contains).toList()
                : mask;
        for (String name : names) {
            if (!FIELDS.contains(name)) {
                throw Refused.invalid("updateMask names " + name + ", which cannot be changed")
                        .detailed("updateMask");
            }
            JsonNode value = json.path(name);
            if (value.isMissingNode() || value.isNull()) {
                after.remove(name);
            } else {
                check(name, value);
                after.set(name, value);
            }
        }
        return after;
    }

    private static void check(String name, JsonNode value) {
        boolean fits = switch (name) {
            case "displayName" -> value.isString() && value.stringValue().length() <= LONGEST_NAME;
            case "description" -> value.isString() && value.stringValue().length() <= LONGEST_DESCRIPTION;
            case "previews" -> value.isArray();
            case "socialLink" -> value.isObject();
            default -> value.isString();
        };
        if (!fits) {
            throw Refused.invalid("The field " + name + " does not take this value")
                    .detailed(name);
        }
    }
}
