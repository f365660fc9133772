package dev.gantry.backup.repository;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Manifests that are about to take the place of others: {@code {"manifests": {id: text}}}. */
final class Replacing {
    static final String FILE = ".replacing.json";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MANIFESTS = "manifests";

    private Replacing() {}

    static byte[] text(Map<String, byte[]> manifests) {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode texts = json.putObject(MANIFESTS);
        manifests.forEach((id, text) -> texts.put(id, new String(text, StandardCharsets.UTF_8)));
        return JSON.writeValueAsBytes(json);
    }

    static Map<String, byte[]> parse(byte[] text) {
        Map<String, byte[]> manifests = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each :
                JSON.readTree(text).path(MANIFESTS).properties()) {
            manifests.put(each.getKey(), each.getValue().asString().getBytes(StandardCharsets.UTF_8));
        }
        return manifests;
    }
}
