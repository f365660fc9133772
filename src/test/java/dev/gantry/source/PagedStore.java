package dev.gantry.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.ScriptedServer;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.credential.Credential;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A store that lists its entries in any order, page by page, while they come and go and page tokens expire. */
public final class PagedStore implements AutoCloseable {
    public static final StoreListing LISTING =
            new StoreListing(new UniverseId(1), new DataStoreId("Saves"), ScopeId.GLOBAL, "");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final int pageSize;
    private final List<String> ids;
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> vanishing = new HashSet<>();
    private final ScriptedServer server = ScriptedServer.start(this::answer);
    private boolean listed = true;
    private boolean everyOtherPageEmpty;
    private int generation;

    public PagedStore(int pageSize, Collection<String> ids) {
        this.pageSize = pageSize;
        this.ids = new ArrayList<>(ids);
    }

    /** Where a client finds it. */
    public Connection connection() {
        return new Connection(Optional.of(server.baseUri()), new Credential.ApiKey("any"));
    }

    public ScriptedServer server() {
        return server;
    }

    public synchronized void delete(String id) {
        deleted.add(id);
    }

    public synchronized void undelete(String id) {
        deleted.remove(id);
    }

    public synchronized void insert(int at, String id) {
        ids.add(at, id);
    }

    public synchronized void remove(String id) {
        ids.remove(id);
    }

    /** Still listed, but gone when it is read. */
    public synchronized void vanish(String id) {
        vanishing.add(id);
    }

    /** Puts a page of no rows before every other one. */
    public synchronized void everyOtherPageEmpty() {
        everyOtherPageEmpty = true;
    }

    /** No token handed out before is taken any more. */
    public synchronized void expireTokens() {
        generation++;
    }

    /** Takes it from the list of stores, although its entries are still listed. */
    public synchronized void unlist() {
        listed = false;
    }

    @Override
    public void close() {
        server.close();
    }

    /** What it answers by itself. */
    public synchronized ScriptedServer.Reply answer(ScriptedServer.Seen request) {
        String path = request.path();
        if (path.endsWith("/data-stores")) {
            return ScriptedServer.Reply.json(listed ? "{\"dataStores\":[{\"id\":\"Saves\"}]}" : "{\"dataStores\":[]}");
        }
        if (path.endsWith("/entries")) {
            return page(request.parameter("pageToken"));
        }
        String last = path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B");
        String id = URLDecoder.decode(last, StandardCharsets.UTF_8).replaceFirst("@latest$", "");
        return vanishing.contains(id)
                ? ScriptedServer.Reply.of(404, "{\"code\":\"NOT_FOUND\",\"message\":\"gone\"}")
                : ScriptedServer.Reply.json(
                        JSON.createObjectNode().put("id", id).put("value", 1).toString());
    }

    private ScriptedServer.Reply page(Optional<String> token) {
        String text = token.orElse(generation + ":");
        if (!text.startsWith(generation + ":")) {
            return ScriptedServer.Reply.of(400, "{\"code\":\"INVALID_ARGUMENT\",\"message\":\"pageToken\"}");
        }
        String after = text.substring(text.indexOf(':') + 1);
        ObjectNode page = JSON.createObjectNode();
        ArrayNode rows = page.putArray("dataStoreEntries");
        if (everyOtherPageEmpty && !after.startsWith("e")) {
            page.put("nextPageToken", generation + ":e" + after);
            return ScriptedServer.Reply.json(page.toString());
        }
        String lastId = after.startsWith("e") ? after.substring(1) : after;
        List<String> rest = ids.subList(lastId.isEmpty() ? 0 : ids.indexOf(lastId) + 1, ids.size()).stream()
                .filter(id -> !deleted.contains(id))
                .toList();
        List<String> these = rest.subList(0, Math.min(pageSize, rest.size()));
        these.forEach(id -> rows.addObject().put("id", id));
        if (rest.size() > these.size()) {
            page.put("nextPageToken", generation + ":" + these.getLast());
        }
        return ScriptedServer.Reply.json(page.toString());
    }
}
