package dev.gantry.cli;

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
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gantry.emulator.Emulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every entry of a data store as the emulator serves it over HTTP, asked for by a client that is none of ours. */
final class ServedEntries {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Emulator emulator;
    private final HttpClient http;
    private final String store;

    private ServedEntries(Emulator emulator, HttpClient http, String store) {
        this.emulator = emulator;
        this.http = http;
        this.store = store;
    }

    /** In the order of the listing over all scopes; {@code scope} and {@code dataStore} are added to each. */
    static List<JsonNode> of(Emulator emulator, String store) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return new ServedEntries(emulator, http, store).all();
        }
    }

    private List<JsonNode> all() throws Exception {
        List<Future<JsonNode>> entries = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            Optional<String> token = Optional.empty();
            do {
                JsonNode page = get("/scopes/-/entries?maxPageSize=256"
                        + token.map(value -> "&pageToken=" + encode(value)).orElse(""));
                for (JsonNode listed : page.path("dataStoreEntries")) {
                    entries.add(threads.submit(() -> entry(listed)));
                }
                token = page.path("nextPageToken").asStringOpt().filter(next -> !next.isEmpty());
            } while (token.isPresent());
        }
        List<JsonNode> all = new ArrayList<>();
        for (Future<JsonNode> entry : entries) {
            all.add(entry.get());
        }
        return all;
    }

    /** Listed over all scopes an id reads {@code scope/id}. */
    private JsonNode entry(JsonNode listed) {
        String listedId = listed.path("id").asString();
        String scope = listedId.substring(0, listedId.indexOf('/'));
        String id = listedId.substring(scope.length() + 1);
        String latest = id.contains("@") ? "@latest" : "";
        JsonNode entry = get("/scopes/" + encode(scope) + "/entries/" + encode(id) + latest);
        return entry.asObject().put("scope", scope).put("dataStore", store);
    }

    private JsonNode get(String path) {
        URI uri = URI.create(emulator.baseUri() + "/cloud/v2/universes/1/data-stores/" + encode(store) + path);
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .header("x-api-key", emulator.apiKey())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(uri + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
