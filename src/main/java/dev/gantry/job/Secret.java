package dev.gantry.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** A key, token or cookie. Its value is in no text of this object and leaves it only by {@link #reveal}. */
public final class Secret {
    static final String PATTERN = "\\$\\{[A-Za-z_][A-Za-z0-9_.-]*\\}|file:.+";
    static final String RULE =
            "named and never written: ${NAME} of the environment, or file:/path of a file that holds nothing else";

    /** Names whose values are secrets wherever they stand; no ordinary field of a job may hold them. */
    static final Set<String> NAMES = Set.of(
            "ROBLOX_API_KEY",
            "ROBLOX_ACCESS_TOKEN",
            "ROBLOX_REFRESH_TOKEN",
            "ROBLOX_CLIENT_SECRET",
            "ROBLOSECURITY",
            "ROBLOX_WEBHOOK_SECRET",
            "GANTRY_BACKUP_KEY");

    private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)\\}");
    private static final int MAX_BYTES = 64 * 1024;

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new Secret(value);
    }

    /**
     * Reads what a file names.
     *
     * @param text <code>${NAME}</code> or {@code file:/path}; a trailing line end of the file is not part of the secret
     * @throws IllegalArgumentException with a text that never repeats {@code text} unless it is a name or a path
     */
    public static Secret parse(String text, UnaryOperator<@Nullable String> environment) {
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            String value = environment.apply(named.group(1));
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("the environment variable " + named.group(1) + " is "
                        + (value == null ? "not set" : "empty") + "; set it to the secret");
            }
            return new Secret(value);
        }
        if (text.startsWith("file:")) {
            return new Secret(contents(text.substring("file:".length())));
        }
        throw new IllegalArgumentException("a secret must be " + RULE);
    }

    private static String contents(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            String value = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            if (value.isEmpty() || bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("the secret's file " + file
                        + (value.isEmpty() ? " is empty" : " is larger than " + MAX_BYTES + " bytes")
                        + "; it must hold the secret and nothing else");
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the secret's file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); check that it exists and that you may read it",
                    e);
        }
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
