package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** TLS by an authority of one's own, and proxies. */
@Timeout(60)
class WireIT {
    private static final List<Header> KEY = List.of(new Header("x-api-key", "secret-key"));

    @TempDir
    private static Path temp;

    private static Path authority = Path.of("");
    private static HttpsServer server;

    @BeforeAll
    static void serve() throws Exception {
        Path store = temp.resolve("store.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "bc=ca:true");
        authority = temp.resolve("ca.pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-alias",
                "a",
                "-file",
                authority.toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            byte[] seen = exchange.getRequestHeaders().entrySet().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, seen.length);
            exchange.getResponseBody().write(seen);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void trustsAnAuthorityOfOnesOwnOnlyWhenItIsTold() throws IOException {
        try (Transport told = new Transport(Wire.defaults().withAuthorities(authority), 1, "test");
                Transport untold = new Transport(Wire.defaults(), 1, "test")) {
            assertThat(told.send(get()).status()).isEqualTo(200);
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> untold.send(get()))
                    .matches(Transport::isUnsent);
        }
    }

    @Test
    void goesThroughAProxyThatSeesNothingOfIt() throws IOException {
        try (TestProxy proxy = TestProxy.start("");
                Transport transport = new Transport(through(proxy, Optional.empty()), 1, "test")) {
            String seen = new String(transport.send(get()).body(), StandardCharsets.UTF_8);

            assertThat(seen).containsIgnoringCase("X-api-key=[secret-key]");
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT 127.0.0.1:")
                    .doesNotContain("secret-key");
        }
    }

    @Test
    void tellsTheProxyItsLoginAndNobodyElse() throws IOException {
        String login = Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));
        try (TestProxy proxy = TestProxy.start(login);
                Transport transport =
                        new Transport(through(proxy, Optional.of(new Proxy.Login("me", "p@ss"))), 1, "test")) {
            String seen = new String(transport.send(get()).body(), StandardCharsets.UTF_8);

            assertThat(seen).doesNotContain(login).doesNotContainIgnoringCase("proxy-authorization");
            assertThat(proxy.heads()).hasSize(2).noneMatch(head -> head.contains("secret-key"));
        }
    }

    @Test
    void isAnsweredByAProxyThatWantsALogin() throws IOException {
        try (TestProxy proxy = TestProxy.start("bWU6cA==");
                Transport transport = new Transport(through(proxy, Optional.empty()), 1, "test")) {
            assertThat(transport.send(get()).status()).isEqualTo(407);
        }
    }

    @Test
    void asksAProxyForWholeAddressesWithoutTls() throws IOException {
        try (TestProxy proxy = TestProxy.start("");
                Transport transport = new Transport(through(proxy, Optional.empty()), 1, "test")) {
            assertThat(transport
                            .send(Message.get(URI.create("http://emulator.example:8090"), "/v1?a=b"))
                            .status())
                    .isEqualTo(200);

            assertThat(proxy.heads().getFirst())
                    .startsWith("GET http://emulator.example:8090/v1?a=b HTTP/1.1\r\n")
                    .containsIgnoringCase("user-agent: test\r\n")
                    .doesNotContainIgnoringCase("accept-encoding");
        }
    }

    @Test
    void givesUpConnectingInTime() {
        // Nobody answers at an address that documentation reserves; a router may also say that at once.
        URI nobody = URI.create("http://192.0.2.1:81");
        try (Transport transport =
                new Transport(Wire.defaults().withConnectTimeout(Duration.ofMillis(200)), 1, "test")) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> transport.send(Message.get(nobody, "/")))
                    .matches(Transport::isUnsent);
        }
    }

    private static Wire through(TestProxy proxy, Optional<Proxy.Login> login) {
        return Wire.defaults().withAuthorities(authority).withProxy(new Proxy("127.0.0.1", proxy.port(), login));
    }

    private static Message get() {
        URI base = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return new Message("GET", base, "/", List.of(), KEY, Content.none());
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> line = new java.util.ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
