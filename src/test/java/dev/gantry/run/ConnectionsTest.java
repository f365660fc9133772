package dev.gantry.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Proxy;
import dev.gantry.opencloud.http.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConnectionsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ROBLOX_API_KEY", "key-of-environment",
            "ROBLOX_ACCESS_TOKEN", "token-of-environment",
            "ROBLOSECURITY", "cookie-of-environment");

    private final Map<String, String> written = new HashMap<>();

    @TempDir
    private Path temp;

    @Test
    void isRobloxWithTheCredentialsOfTheEnvironmentWhenNothingIsWritten() {
        Connection connection = find("default", ENVIRONMENT);

        assertThat(connection)
                .isEqualTo(new Connection(
                        "default",
                        Optional.empty(),
                        List.of(
                                new Credential.ApiKey("key-of-environment"),
                                new Credential.AccessToken("token-of-environment"),
                                new Credential.Cookie("cookie-of-environment")),
                        Wire.defaults()));
        assertThat(find("default", Map.of("ROBLOX_API_KEY", " ")).credentials()).isEmpty();
    }

    @Test
    void takesTheEnvironmentsCredentialsOnlyForOneThatNamesNone() {
        write("staging.base-url", "http://127.0.0.1:8090");
        write("other.api-key", "own-key");

        assertThat(find("staging", ENVIRONMENT).credentials()).hasSize(3);
        assertThat(find("staging", ENVIRONMENT).baseUri()).hasValue(URI.create("http://127.0.0.1:8090"));
        assertThat(find("other", ENVIRONMENT).credentials()).containsExactly(new Credential.ApiKey("own-key"));
    }

    @Test
    void keepsTokensInTheStateFolder() {
        write("default.refresh-token", "first");
        write("default.access-token", "not-used");
        write("default.client-id", "4711");
        write("default.client-secret", "secret-of-client");

        assertThat(find("default", ENVIRONMENT).credentials())
                .containsExactly(new Credential.RefreshToken(
                        "first", "4711", Optional.of("secret-of-client"), temp.resolve("tokens")));
        assertThat(find(
                                "default",
                                Map.of(
                                        "ROBLOX_REFRESH_TOKEN",
                                        "first",
                                        "ROBLOX_CLIENT_ID",
                                        "4711",
                                        "ROBLOX_API_KEY",
                                        "k"))
                        .credentials())
                .hasSize(1);
    }

    @Test
    void readsRefreshTokensOfTheEnvironment() {
        assertThat(find(
                                "default",
                                Map.of(
                                        "ROBLOX_REFRESH_TOKEN", "first",
                                        "ROBLOX_CLIENT_ID", "4711",
                                        "ROBLOX_CLIENT_SECRET", "s"))
                        .credentials())
                .containsExactly(
                        new Credential.RefreshToken("first", "4711", Optional.of("s"), temp.resolve("tokens")));
        assertMistake(
                "default",
                Map.of("ROBLOX_REFRESH_TOKEN", "first"),
                "a refresh token needs the id of the app that it was given to: set client-id: beside refresh-token:, or"
                        + " ROBLOX_CLIENT_ID beside ROBLOX_REFRESH_TOKEN.");
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path file = Files.writeString(temp.resolve("cookie"), "value-of-file\n");
        write("default.cookie", "file:" + file);

        assertThat(find("default", Map.of()).credentials()).containsExactly(new Credential.Cookie("value-of-file"));
    }

    @Test
    void saysWhichFileOrVariableIsMissing() {
        write("a.api-key", "file:" + temp.resolve("none"));
        write("b.cookie", "${NOT_SET}");

        assertMistake(
                "a",
                Map.of(),
                "api-key: the secret's file " + temp.resolve("none")
                        + " cannot be read (NoSuchFileException); check that it exists and that you may read it.");
        assertMistake("b", Map.of(), "cookie: the environment variable NOT_SET is not set; set it to the secret.");
    }

    @Test
    void readsHowTheWireIsSetUp() {
        write("default.proxy", "http://me:p%40ss@proxy.example:3128");
        write("default.connect-timeout", "3s");
        write("default.read-timeout", "5m");

        assertThat(find("default", Map.of()).wire())
                .isEqualTo(Wire.defaults()
                        .withProxy(new Proxy("proxy.example", 3128, Optional.of(new Proxy.Login("me", "p@ss"))))
                        .withConnectTimeout(Duration.ofSeconds(3))
                        .withReadTimeout(Duration.ofMinutes(5)));
        assertThat(find("default", Map.of()).toString())
                .contains("proxy.example")
                .doesNotContain("p@ss", "me:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy | proxy.example:3128 | a proxy looks like http://host:port or http://user:password@host:port, found"
                        + " \"proxy.example:3128\".",
                "proxy | http://me:secret@proxy.example | a proxy looks like http://host:port or"
                        + " http://user:password@host:port, found \"http://...@proxy.example\".",
                "proxy | https://me:sec ret@proxy.example:1 | a proxy looks like http://host:port or"
                        + " http://user:password@host:port, found \"https://...@proxy.example:1\".",
                "base-url | http://me:secret@host | a base URL looks like https://host or http://127.0.0.1:8090/path, found"
                        + " \"http://...@host\".",
                "base-url | http://me:sec ret@host | a base URL looks like https://host or http://127.0.0.1:8090/path, found"
                        + " \"http://...@host\".",
                "read-timeout | 0s | connect-timeout and read-timeout are at least 1ms, found PT10S and PT0S.",
                "cookie | secret;x=1 | a cookie is the value of .ROBLOSECURITY alone, without semicolons; check"
                        + " ROBLOSECURITY."
            })
    void refusesWhatItCannotUseWithoutShowingSecrets(String setting, String value, String message) {
        write("default." + setting, value);

        assertMistake("default", Map.of(), message);
    }

    @Test
    void refusesCertificatesThatAreNone() throws IOException {
        Path none = temp.resolve("none.pem");
        write("a.ca", none.toString());
        Path text = Files.writeString(temp.resolve("text.pem"), "no certificate");
        write("b.ca", text.toString());

        assertMistake(
                "a", Map.of(), "the certificates' file " + none + " cannot be read as PEM (NoSuchFileException).");
        assertMistake(
                "b", Map.of(), "the certificates' file " + text + " cannot be read as PEM (CertificateException).");
    }

    @Test
    void putsTheAddressOfTheCommandLineBeforeTheEnvironmentsBeforeItsOwn() {
        write("default.base-url", "http://127.0.0.1:1");
        Connections connections = new Connections(settings(), Map.of("GANTRY_BASE_URL", "http://127.0.0.1:2"));

        assertThat(connections.find(Optional.empty(), "http://127.0.0.1:3").baseUri())
                .hasValue(URI.create("http://127.0.0.1:3"));
        assertThat(connections.find(Optional.empty(), null).baseUri()).hasValue(URI.create("http://127.0.0.1:2"));
        assertThat(find("default", Map.of()).baseUri()).hasValue(URI.create("http://127.0.0.1:1"));
    }

    @Test
    void namesTheConnectionsThatThereAre() {
        assertMistake(
                "nope",
                Map.of(),
                "connection: \"nope\" is not among gantry.connections of config/application.yml, which has none.");
        write("staging.api-key", "k");
        assertMistake(
                "nope",
                Map.of(),
                "connection: \"nope\" is not among gantry.connections of config/application.yml: [staging].");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-key", "access-token", "refresh-token", "client-secret", "cookie", "proxy"})
    void showsNoSecretOfTheSettings(String setting) {
        write("default." + setting, "secret");

        assertThat(settings().toString()).doesNotContain("secret");
    }

    private void write(String key, String value) {
        written.put("gantry.connections." + key, value);
    }

    private Settings settings() {
        written.put("gantry.state", temp.toString());
        return new Binder(new MapConfigurationPropertySource(written))
                .bind("gantry", Settings.class)
                .get();
    }

    private Connection find(String name, Map<String, String> environment) {
        return new Connections(settings(), environment).find(Optional.of(name), null);
    }

    private void assertMistake(String name, Map<String, String> environment, String message) {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> find(name, environment))
                .withMessage(message)
                .withMessageNotContaining("secret@");
    }
}
