package dev.gantry.source.walk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import tools.jackson.databind.JsonNode;

/** One list in pages: what is asked for is fixed, only the page is not. */
public interface Listing {

    /** Names it in texts: {@code the entries of data store "Saves"}. */
    String name();

    /** The page that a token leads to; without one, the first. */
    Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException;

    /**
     * Tells a row from the others of the list, on every reading of it: its path, its id, or else all it holds, for which a
     * hash stands.
     */
    default String identity(JsonNode row) {
        for (String name : new String[] {"path", "id"}) {
            JsonNode value = row.path(name);
            if (value.isString() || value.isNumber()) {
                return value.asString();
            }
        }
        return hash(row.toString());
    }

    /** Whether the list may be sorted by identity, so that a place in it can be found although its row has gone. */
    default boolean mayBeSorted() {
        return false;
    }

    /** Lets go of what the list holds open between pages. */
    default void close() {}

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
