package dev.gantry.backup.repository;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A manifest as text: JSON whose first member is {@code format} and whose last is {@code sha256}, of all bytes before the comma
 * that precedes it. So a manifest proves itself, and one that was cut off or changed anywhere is none.
 */
final class ManifestText {
    static final String FORMAT = "gantry-backup/1";
    private static final String SEAL = ",\n  \"sha256\" : \"";
    private static final String END = "\"\n}\n";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ManifestText() {}

    static byte[] of(Manifest manifest) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
        json.setAll((ObjectNode) JSON.valueToTree(manifest));
        String text = JSON.writeValueAsString(json).replace("\r\n", "\n").stripTrailing();
        byte[] body = text.substring(0, text.length() - 1).stripTrailing().getBytes(StandardCharsets.UTF_8);
        byte[] seal = (SEAL + Digests.sha256(body) + END).getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(body, body.length + seal.length);
        System.arraycopy(seal, 0, whole, body.length, seal.length);
        return whole;
    }

    /** @throws BackupDamaged if it is not what {@link #of} wrote, or of a version that is not known here */
    static Manifest parse(String name, byte[] text) {
        int sealed = (SEAL + "0".repeat(64) + END).length();
        if (text.length <= sealed) {
            throw damaged(name, "it is cut off", null);
        }
        byte[] body = Arrays.copyOf(text, text.length - sealed);
        String seal = new String(text, body.length, sealed, StandardCharsets.UTF_8);
        if (!seal.equals(SEAL + Digests.sha256(body) + END)) {
            throw damaged(name, "it is cut off or changed, for its SHA-256 is not the one it ends with", null);
        }
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(text);
            String format = json.path("format").asString("");
            if (!format.equals(FORMAT)) {
                throw damaged(name, "it is of format \"" + format + "\", and this version reads " + FORMAT, null);
            }
            json.remove("format");
            json.remove("sha256");
            return JSON.treeToValue(json, Manifest.class);
        } catch (JacksonException unreadable) {
            throw damaged(name, "it cannot be read", unreadable);
        }
    }

    private static BackupDamaged damaged(String name, String why, @Nullable Throwable cause) {
        return new BackupDamaged(
                "The manifest " + name + " is damaged: " + why
                        + ". Put it back from a copy; without it the backup cannot be restored.",
                cause);
    }
}
