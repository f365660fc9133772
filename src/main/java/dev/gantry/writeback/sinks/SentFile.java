package dev.gantry.writeback.sinks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

import dev.gantry.files.DiskFailed;
import dev.gantry.job.Row;
import dev.gantry.job.jq.Template;
import dev.gantry.writeback.act.NotSent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of this machine that is sent, known by its checksum: what is sent is what was planned.
 *
 * @param type for the header {@code content-type}
 */
record SentFile(Path path, String type, long bytes, String sha256) {

    private static final String OF_ANY = "application/octet-stream";

    /** By the end of a file's name. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("tga", "image/tga"),
            Map.entry("gif", "image/gif"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("flac", "audio/flac"),
            Map.entry("wav", "audio/wav"),
            Map.entry("fbx", "model/fbx"),
            Map.entry("gltf", "model/gltf+json"),
            Map.entry("glb", "model/gltf-binary"),
            Map.entry("rbxm", "model/x-rbxm"),
            Map.entry("rbxmx", "model/x-rbxm"),
            Map.entry("rbxlx", "application/xml"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/mov"),
            Map.entry("json", "application/json"));

    /** The file that a row names. */
    static SentFile of(Row row, Template template) {
        Path path = Path.of(RowValues.name(row, "file", template, 4_096));
        if (!Files.isRegularFile(path)) {
            throw RowValues.rejected(row, "there is no file " + path);
        }
        try {
            return of(path);
        } catch (IOException unreadable) {
            throw RowValues.rejected(row, "cannot read " + path + ": " + DiskFailed.reason(unreadable));
        }
    }

    private static SentFile of(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        MessageDigest digest = digest();
        long bytes;
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            bytes = in.transferTo(OutputStream.nullOutputStream());
        }
        return new SentFile(
                path, TYPES.getOrDefault(end, OF_ANY), bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As an act tells of it. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("path", path.toString())
                .put("type", type)
                .put("bytes", bytes)
                .put("sha256", sha256);
    }

    static SentFile of(JsonNode json) {
        return new SentFile(
                Path.of(json.path("path").asString()),
                json.path("type").asString(),
                json.path("bytes").asLong(),
                json.path("sha256").asString());
    }

    /** @throws NotSent if it is another by now, or gone */
    SentFile unchanged() {
        try {
            if (of(path).sha256.equals(sha256)) {
                return this;
            }
        } catch (IOException unreadable) {
            throw new NotSent("cannot read " + path + ": " + DiskFailed.reason(unreadable));
        }
        throw new NotSent(path + " has changed since it was planned, so it was not sent");
    }
}
