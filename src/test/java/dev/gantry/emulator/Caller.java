package dev.gantry.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of the JDK's own, so that nothing is shared with the emulator but the protocol. Every exchange is held against
 * Roblox's document, where that is there, and every error must be well-formed JSON.
 */
final class Caller {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final Optional<String> key;
    private final List<String> headers = new ArrayList<>();
    private final Consumer<Reply> heard;

    Caller(URI base, Optional<String> key) {
        this(base, key, reply -> {});
    }

    private Caller(URI base, Optional<String> key, Consumer<Reply> heard) {
        this.base = base;
        this.key = key;
        this.heard = heard;
    }

    static Caller of(Emulator emulator) {
        return new Caller(emulator.baseUri(), Optional.of(emulator.apiKey()));
    }

    /** Where it asks, without a slash at the end. */
    URI base() {
        return base;
    }

    /** One header more on every request. */
    Caller with(String name, String value) {
        Caller other = new Caller(base, key, heard);
        other.headers.addAll(headers);
        other.headers.add(name);
        other.headers.add(value);
        return other;
    }

    /** The same without its key, for what takes another credential or none. */
    Caller withoutKey() {
        Caller other = new Caller(base, Optional.empty(), heard);
        other.headers.addAll(headers);
        return other;
    }

    /** The same, telling somebody of every reply. */
    Caller heardBy(Consumer<Reply> other) {
        Caller caller = new Caller(base, key, other);
        caller.headers.addAll(headers);
        return caller;
    }

    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Ids of the items of a page. */
        List<String> ids() {
            List<String> ids = new ArrayList<>();
            json().properties().stream()
                    .filter(property -> property.getValue().isArray())
                    .forEach(property -> property.getValue()
                            .forEach(item -> ids.add(item.get("id").asString())));
            return ids;
        }

        Optional<String> nextPageToken() {
            return Optional.ofNullable(json().get("nextPageToken")).map(JsonNode::asString);
        }
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply send(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(base + path)), method, body.getBytes(StandardCharsets.UTF_8));
    }

    Reply send(HttpRequest.Builder request, String method, byte[] body) {
        key.ifPresent(value -> request.header("x-api-key", value));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        HttpRequest.BodyPublisher publisher =
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        try {
            HttpRequest built = request.method(method, publisher).build();
            Reply reply = new Reply(HTTP.send(built, HttpResponse.BodyHandlers.ofString()));
            judge(built, new String(body, StandardCharsets.UTF_8), reply);
            heard.accept(reply);
            return reply;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void judge(HttpRequest request, String body, Reply reply) {
        boolean isJson = reply.header("content-type").equals("application/json");
        // Data stores v1 answer a write whose condition does not hold with the value that is there.
        if (reply.status() >= 400 && reply.status() != 412 && isJson) {
            assertThat(reply.json().isObject()).as(reply.text()).isTrue();
        }
        String target = request.uri().getRawPath()
                + (request.uri().getRawQuery() == null
                        ? ""
                        : "?" + request.uri().getRawQuery());
        boolean hasHost = target.substring(1).split("/", 2)[0].endsWith(".roblox.com");
        String path = hasHost ? target.replaceFirst("/[^/?]*/?", "/") : target;
        String type = request.headers().firstValue("content-type").orElse("application/json");
        Document.find()
                .filter(document -> !path.startsWith("/emulator/"))
                .ifPresent(document -> assertThat(document.complaints(
                                request.method(),
                                path,
                                type,
                                body,
                                reply.status(),
                                reply.header("content-type"),
                                reply.text()))
                        .as(request.method() + " " + target + " -> " + reply.status() + " "
                                + reply.text()
                                        .substring(0, Math.min(500, reply.text().length())))
                        .isEmpty());
    }

    /** All ids of a list, by its page tokens; {@code query} without a leading mark. */
    List<String> allIds(String path, String query) {
        List<String> ids = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            String page = token.map(value -> "&pageToken=" + encode(value)).orElse("");
            Reply reply = get(path + "?" + query + page);
            ids.addAll(reply.ids());
            token = reply.nextPageToken();
        } while (token.isPresent());
        return ids;
    }

    /** Percent-encodes one path segment. */
    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
