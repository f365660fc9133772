package dev.gantry.backup.repository;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A manifest as text: JSON whose first member is {@code format} and whose last is {@code sha256}, of all bytes before the comma
 * that precedes it. So a manifest proves itself, and one that was cut off or changed anywhere is none. In that of an encrypted
 * backup, what names stores is in {@code sealed}, the last but one: AES-GCM of it, in base64, which proves all that stands before it.
 */
final class ManifestText {
    static final String FORMAT = "gantry-backup/1";
    private static final String SEALED = ",\n  \"sealed\" : \"";
    private static final List<String> HIDDEN = List.of("incomplete", "stores");
    private static final String PURPOSE = "manifest";
    private static final String SEAL = ",\n  \"sha256\" : \"";
    private static final String END = "\"\n}\n";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ManifestText() {}

    /** @param key of an encrypted backup */
    static byte[] of(Manifest manifest, Optional<EncryptionKey> key) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
        json.setAll((ObjectNode) JSON.valueToTree(manifest));
        byte[] body = key.map(secret -> sealed(json, secret)).orElseGet(() -> {
            json.remove("encryptedBy");
            return open(json).getBytes(StandardCharsets.UTF_8);
        });
        byte[] seal = (SEAL + Digests.sha256(body) + END).getBytes(StandardCharsets.UTF_8);
        return joined(body, seal);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] whole = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, whole, one.length, other.length);
        return whole;
    }

    /** Without its end, so that members may follow. */
    private static String open(ObjectNode json) {
        String text = JSON.writeValueAsString(json).replace("\r\n", "\n").stripTrailing();
        return text.substring(0, text.length() - 1).stripTrailing();
    }

    private static byte[] sealed(ObjectNode json, EncryptionKey key) {
        ObjectNode hidden = json.objectNode();
        HIDDEN.forEach(name -> hidden.set(name, json.remove(name)));
        String shown = open(json);
        byte[] encrypted = key.encrypt(PURPOSE, JSON.writeValueAsBytes(hidden), shown.getBytes(StandardCharsets.UTF_8));
        return (shown + SEALED + Base64.getEncoder().encodeToString(encrypted) + "\"").getBytes(StandardCharsets.UTF_8);
    }

    /** Puts in what is sealed, as far as there is a key to it. */
    private static void unseal(String name, ObjectNode json, byte[] body, Keys keys) {
        String sealed = json.remove("sealed").asString();
        Optional<EncryptionKey> key = keys.find(json.path("encryptedBy").asString());
        if (key.isPresent()) {
            String text = new String(body, StandardCharsets.UTF_8);
            String shown = text.substring(0, text.lastIndexOf(SEALED));
            byte[] plain = key.get()
                    .decrypt(PURPOSE, Base64.getDecoder().decode(sealed), shown.getBytes(StandardCharsets.UTF_8))
                    .orElseThrow(() -> damaged(name, "it was changed by somebody who has not its key", null));
            json.setAll((ObjectNode) JSON.readTree(plain));
        } else {
            json.putArray("stores");
            ArrayNode incomplete = json.putArray("incomplete");
            if (!json.path("complete").asBoolean()) {
                incomplete.add("what it lacks is told to whoever has its key");
            }
        }
    }

    /** @throws BackupDamaged if it is not what {@link #of} wrote, or of a version that is not known here */
    static Manifest parse(String name, byte[] text, Keys keys) {
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
            if (json.has("sealed")) {
                unseal(name, json, body, keys);
            } else if (!json.path("encryptedBy").asString("").isEmpty()) {
                throw damaged(name, "it says that it is encrypted, and is not", null);
            }
            if (json.path("ledger") instanceof ObjectNode ledger && !ledger.has("erased")) {
                // It was made before there was erasing.
                ledger.put("erased", 0);
            }
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
