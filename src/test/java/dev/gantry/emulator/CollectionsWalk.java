package dev.gantry.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.gantry.emulator.access.Credentials;
import dev.gantry.emulator.collection.Collections;
import dev.gantry.emulator.datastore.DataStores;
import dev.gantry.emulator.ordered.OrderedDataStores;
import dev.gantry.emulator.wire.Credential;
import dev.gantry.emulator.wire.Fact;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.PageShape;
import dev.gantry.emulator.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Every list that has no family of its own, page by page to its end, as a client would that knows the document only. */
final class CollectionsWalk implements Walk {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, String> VARIABLES = Map.of(
            "tradeStatusType", "1",
            "groupRelationshipType", "Allies",
            "bundleType", "1",
            "role", "translator",
            "repository", "InExperienceConfig",
            "tableId", "6f1de2a8-0000-4000-8000-000000000002",
            "jobId", "6f1de2a8-0000-4000-8000-000000000001");
    private static final Map<String, String> PARAMETERS = Map.of(
            "keyword", "lantern",
            "assetTypes", "8",
            "assetType", "8",
            "campaignTargetType", "1",
            "campaignTargetId", "1",
            "universeId", "1",
            "placesTab", "0",
            "MaxRows", "10",
            "itemsPerPage", "10",
            "IsTruncatedResultsEnabled", "false");
    private static final Map<String, JsonNode> LINES = lines();
    private static final Set<String> PAGES = Set.of("page", "pageNumber");
    private static final Set<String> LEAPS = Set.of("skip", "Skip", "StartRowIndex", "startIndex");

    /** What is served without a family of its own. */
    static List<Fact> lists() {
        World world = World.of(1, 1, ContractIT.PLAYERS);
        Set<String> handWritten = new HashSet<>();
        Families.handWritten(
                        world,
                        DataStores.seeded(InstantSource.system(), world),
                        new OrderedDataStores(world),
                        new Credentials(World.OWNER, "key", "cookie"),
                        EmulatorOptions.defaults())
                .forEach(operation -> handWritten.add(operation.id()));
        return new Collections(world)
                .operations(handWritten).stream().map(Operation::fact).toList();
    }

    private static Map<String, JsonNode> lines() {
        Map<String, JsonNode> lines = new HashMap<>();
        try (InputStream file =
                Objects.requireNonNull(Collections.class.getResourceAsStream("/emulator/lists.jsonl"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(text -> {
                JsonNode line = JsonMapper.shared().readTree(text);
                lines.put(line.get("id").asString(), line);
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lines;
    }

    @Override
    public void walk(Caller caller) {
        lists().forEach(list -> rows(caller, list, Optional.empty()));
    }

    /**
     * All rows of a list.
     *
     * @param size how many to a page, where the list lets its caller say; the nearest that it allows
     */
    static List<JsonNode> rows(Caller caller, Fact list, Optional<Integer> size) {
        PageShape page = list.page().orElseThrow();
        Map<String, String> query = new TreeMap<>(needed(list));
        size.filter(wish -> !page.size().isEmpty())
                .ifPresent(wish -> query.put(page.size(), allowed(list, page, wish)));
        List<JsonNode> rows = new ArrayList<>();
        for (int turn = 0; turn < 200; turn++) {
            Caller.Reply reply = ask(credentialed(caller, list), list, query);
            assertThat(reply.status()).as(list.id() + " " + reply.text()).isEqualTo(200);
            JsonNode found = page.rows().isEmpty() ? reply.json() : reply.json().get(page.rows());
            found.forEach(rows::add);
            JsonNode next = reply.json().path(page.next());
            if (PAGES.contains(page.from())) {
                query.put(page.from(), Integer.toString(turn + (page.from().equals("page") ? 2 : 1)));
            } else if (LEAPS.contains(page.from())) {
                query.put(page.from(), Integer.toString(rows.size()));
            } else if (next.asString("").isEmpty()) {
                return rows;
            } else {
                query.put(page.from(), next.asString());
            }
            if (found.isEmpty()) {
                return rows;
            }
        }
        throw new AssertionError(list.id() + " does not end");
    }

    /** Asks with parameters in the query, or with properties of a body where the list takes them there. */
    private static Caller.Reply ask(Caller caller, Fact list, Map<String, String> parameters) {
        if (!list.page().orElseThrow().inBody()) {
            return caller.get(path(list) + query(parameters));
        }
        return caller.send(list.method(), path(list), body(list, parameters));
    }

    /** A body that asks for a page. */
    static String body(Fact list, Map<String, String> properties) {
        String size = list.page().orElseThrow().size();
        ObjectNode body = JsonMapper.shared().createObjectNode();
        properties.forEach((name, value) -> {
            if (name.equals(size)) {
                body.put(name, Integer.parseInt(value));
            } else {
                body.put(name, value);
            }
        });
        return body.toString();
    }

    private static String allowed(Fact list, PageShape page, int wish) {
        JsonNode choices =
                Objects.requireNonNull(LINES.get(list.id())).path("choices").path(page.size());
        int nearest = choices.isEmpty() ? wish : choices.get(0).asInt();
        for (JsonNode choice : choices) {
            nearest = choice.asInt() <= wish + 5 ? choice.asInt() : nearest;
        }
        return Integer.toString(nearest);
    }

    static Caller credentialed(Caller caller, Fact list) {
        return list.takes().contains(Credential.KEY)
                ? caller
                : caller.withoutKey()
                        .with("Roblox-Place-Id", "10")
                        .with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE)
                        .with("x-csrf-token", "csrf-" + Integer.toHexString(EmulatorOptions.DEMO_COOKIE.hashCode()));
    }

    private static Map<String, String> needed(Fact list) {
        Map<String, String> needed = new HashMap<>();
        JsonNode line = Objects.requireNonNull(LINES.get(list.id()), list.id());
        String start = line.path("counted").asBoolean(false) ? "0" : "";
        line.path("needed")
                .forEach(name -> needed.put(name.asString(), PARAMETERS.getOrDefault(name.asString(), start)));
        return needed;
    }

    static String path(Fact list) {
        String host = list.host().equals(Fact.DEFAULT_HOST) ? "" : "/" + list.host();
        return host
                + VARIABLE.matcher(list.template())
                        .replaceAll(variable -> VARIABLES.getOrDefault(variable.group(1), "1"));
    }

    private static String query(Map<String, String> query) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> pairs.add(name + "=" + Caller.encode(value)));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }
}
