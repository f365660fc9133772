package dev.gantry.run;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection that a job names: its settings, else the environment's.
 *
 * @param settings of {@code config/application.yml}, by name
 * @param environment the process environment
 */
public record Connections(Map<String, Settings.ConnectionSettings> settings, Map<String, String> environment) {

    private static final String DEFAULT = "default";
    private static final String FILE = "file:";

    public Connections {
        settings = Map.copyOf(settings);
        environment = Map.copyOf(environment);
    }

    /**
     * The connection of that name.
     *
     * @param name as the job says it; empty: {@code default}
     * @param baseUrl of the command line, before all others
     */
    public Connection find(Optional<String> name, @Nullable String baseUrl) {
        Settings.@Nullable ConnectionSettings found = settings.get(name.orElse(DEFAULT));
        if (found == null && name.isPresent() && !name.get().equals(DEFAULT)) {
            throw new UserMistake(
                    "connection: \"" + name.get() + "\" is not among gantry.connections of" + " config/application.yml"
                            + (settings.isEmpty() ? ", which has none." : ": " + settings.keySet() + "."));
        }
        @Nullable String key = found == null ? null : found.apiKey();
        return connection(address(baseUrl, found), key == null ? environment.get("ROBLOX_API_KEY") : key);
    }

    private @Nullable String address(@Nullable String baseUrl, Settings.@Nullable ConnectionSettings found) {
        if (baseUrl != null) {
            return baseUrl;
        }
        @Nullable String ofEnvironment = environment.get("GANTRY_BASE_URL");
        if (ofEnvironment != null && !ofEnvironment.isBlank()) {
            return ofEnvironment;
        }
        return found == null ? null : found.baseUrl();
    }

    private static Connection connection(@Nullable String baseUrl, @Nullable String key) {
        try {
            Credential credential =
                    key == null || key.isBlank() ? new Credential.None() : new Credential.ApiKey(content(key));
            return new Connection(Optional.ofNullable(baseUrl).map(Connections::uri), credential);
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(refused.getMessage() + ".");
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException refused) {
            // Without a password, which somebody may have put before the host.
            throw new IllegalArgumentException(
                    "a base URL looks like https://host or http://127.0.0.1:8090/path, found \""
                            + text.replaceFirst("[^/]*@", "...@") + "\"",
                    refused);
        }
    }

    private static String content(String key) {
        if (!key.startsWith(FILE)) {
            return key;
        }
        Path file = Path.of(key.substring(FILE.length()));
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UserMistake("The API key cannot be read from " + file + ": " + unreadable.getMessage()
                    + ". Check api-key in config/application.yml and the file's rights.");
        }
    }
}
