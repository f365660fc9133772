package dev.gantry.erase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.files.EncryptionKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who was erased, by digests of their ids: HMAC-SHA-256 under a key that is in the same file. So it tells of an id that somebody
 * has whether it was erased, and nobody can read ids out of it but by trying all that there may be.
 *
 * @param key of the digests, 32 bytes in base64
 * @param templates by which what belongs to a user was found
 * @param users when each was erased, RFC 3339, by digests in hexadecimal digits
 * @param keys digests of keys that no template covers, of entries that named one of them: Roblox lists such for 30 days after they
 *     were deleted
 */
public record ErasedUsers(String key, List<UserTemplate> templates, Map<String, String> users, Set<String> keys) {
    /** What such a file is called. */
    public static final String FILE = "erased.json";

    private static final String FORMAT = "gantry-erased/1";
    private static final int KEY_BYTES = 32;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ErasedUsers {
        templates = List.copyOf(templates);
        users = Map.copyOf(users);
        keys = Set.copyOf(keys);
    }

    /** Nobody yet, under a key that nobody else has. */
    public static ErasedUsers none() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new ErasedUsers(Base64.getEncoder().encodeToString(key), List.of(), Map.of(), Set.of());
    }

    /** What is in a folder; empty: nobody was erased there. */
    public static Optional<ErasedUsers> in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Files.exists(file)
                    ? Optional.of(parse(file.toString(), Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException broken) {
            throw DiskFailed.other("cannot read", file, broken);
        }
    }

    public void writeInto(Path folder) {
        try {
            Durable.createFolders(folder);
            Durable.writeWhole(folder.resolve(FILE), text());
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write", folder.resolve(FILE), broken);
        }
    }

    /** @throws DiskFailed if it is not what {@link #text} made: without it, those who were erased could come back */
    public static ErasedUsers parse(String name, byte[] text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.path("format").asString("").equals(FORMAT)
                    || Base64.getDecoder().decode(json.path("key").asString("")).length != KEY_BYTES) {
                throw damaged(name);
            }
            Map<String, String> users = new LinkedHashMap<>();
            json.path("users")
                    .forEach(user -> users.put(
                            user.path("user").asString(), user.path("erased").asString()));
            Set<String> keys = new HashSet<>();
            json.path("keys").forEach(each -> keys.add(each.asString()));
            return new ErasedUsers(
                    json.path("key").asString(),
                    UserTemplates.parse(json.path("templates").toString()),
                    users,
                    keys);
        } catch (JacksonException | IllegalArgumentException broken) {
            throw damaged(name);
        }
    }

    private static DiskFailed damaged(String name) {
        return new DiskFailed("the list of erased users " + name + " is damaged, and without it they could come back."
                + " Put it back from a copy; if there is none, erase them again into a new one.");
    }

    public byte[] text() {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("key", key);
        json.set("templates", UserTemplates.json(templates));
        var list = json.putArray("users");
        users.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(user -> list.addObject().put("user", user.getKey()).put("erased", user.getValue()));
        var places = json.putArray("keys");
        keys.stream().sorted().forEach(places::add);
        return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * With these as well. Who is in it already stays as they are.
     *
     * @param places keys that no template covers, by {@link Owners#place}
     */
    public ErasedUsers with(Collection<String> ids, List<UserTemplate> others, Collection<String> places, Instant now) {
        Map<String, String> all = new LinkedHashMap<>();
        ids.forEach(id -> all.put(digest(id), now.toString()));
        all.putAll(users);
        List<UserTemplate> both = new ArrayList<>(templates);
        others.stream().filter(each -> !both.contains(each)).forEach(both::add);
        Set<String> known = new HashSet<>(keys);
        places.forEach(place -> known.add(digestOf("key " + place)));
        return new ErasedUsers(key, both, all, known);
    }

    /** What stands for an id: 64 hexadecimal digits. */
    public String digest(String id) {
        return digestOf("user " + id);
    }

    private String digestOf(String text) {
        byte[] bits = EncryptionKey.hmac(Base64.getDecoder().decode(key), text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(bits);
    }

    /** Those who were erased. */
    public Owners owners() {
        return users.isEmpty()
                ? Owners.NONE
                : new Owners(
                        templates,
                        id -> users.containsKey(digest(id)),
                        place -> keys.contains(digestOf("key " + place)));
    }
}
