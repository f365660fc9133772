package dev.gantry.opencloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An HTTP server that answers as a test says, for what the emulator never does. */
public final class ScriptedServer implements AutoCloseable {
    static {
        // Else the JDK's server lets each answer wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Function<Seen, Reply> script;

    private ScriptedServer(HttpServer server, Function<Seen, Reply> script) {
        this.server = server;
        this.script = script;
    }

    public static ScriptedServer start(Function<Seen, Reply> script) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedServer scripted = new ScriptedServer(server, script);
            server.createContext("/", scripted::answer);
            server.setExecutor(scripted.threads);
            server.start();
            return scripted;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same answer to the first requests, then one JSON answer to all others. */
    public static ScriptedServer failingFirst(int times, Reply failure, String json) {
        return start(request -> request.ordinal() <= times ? failure : Reply.json(json));
    }

    /**
     * A request that came in.
     *
     * @param ordinal from 1
     * @param path still encoded, without the query
     * @param query decoded
     * @param headers by lower-case name, the first of several
     * @param body as Latin-1, a character a byte
     */
    public record Seen(
            int ordinal,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            String body) {
        public Optional<String> parameter(String name) {
            return Optional.ofNullable(query.get(name));
        }
    }

    /** What is answered. */
    public record Reply(int status, Map<String, String> headers, String body) {
        public static Reply json(String body) {
            return new Reply(200, Map.of("content-type", "application/json"), body);
        }

        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body);
        }
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Function<Seen, Reply> script() {
        return script;
    }

    public void answers(Function<Seen, Reply> newScript) {
        script = newScript;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Seen request = see(exchange);
            Reply reply = script.apply(request);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Seen see(HttpExchange exchange) throws IOException {
        return see(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private synchronized Seen see(HttpExchange exchange, String body) {
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        Map<String, String> query = new java.util.TreeMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        Seen request = new Seen(
                seen.size() + 1,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query,
                headers,
                body);
        seen.add(request);
        return request;
    }
}
