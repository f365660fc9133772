package dev.gantry.emulator.collection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the document says about one list beyond the catalogue's line.
 *
 * @param row the type of a row
 * @param beside types of the properties beside the rows, the token of the next page not among them
 * @param needed query parameters without which a request is refused
 * @param choices the only values that some query parameters may have
 * @param counted whether the caller says by a number where to go on, of a page or of a row
 * @param nextIsText whether the answer says where to go on in a text
 * @param first the number of the first page, where a list counts its pages
 */
record ListFacts(
        JsonNode row,
        JsonNode beside,
        List<String> needed,
        Map<String, List<String>> choices,
        boolean counted,
        boolean nextIsText,
        int first) {

    private static final String FILE = "/emulator/lists.jsonl";

    ListFacts {
        needed = List.copyOf(needed);
        choices = Map.copyOf(choices);
    }

    /** The facts of every list by operation id. */
    static Map<String, ListFacts> all() {
        return Shared.ALL;
    }

    private static Map<String, ListFacts> read() {
        Map<String, ListFacts> all = new HashMap<>();
        try (InputStream file = Objects.requireNonNull(ListFacts.class.getResourceAsStream(FILE), FILE)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                JsonNode facts = JsonMapper.shared().readTree(line);
                all.put(facts.get("id").asString(), of(facts));
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all;
    }

    private static ListFacts of(JsonNode facts) {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        facts.path("choices").properties().forEach(each -> choices.put(each.getKey(), texts(each.getValue())));
        return new ListFacts(
                facts.get("row"),
                facts.path("beside"),
                texts(facts.path("needed")),
                choices,
                facts.path("counted").asBoolean(false),
                facts.path("nextIsText").asBoolean(false),
                facts.path("first").asInt(1));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    /** Read when the first list is asked for. */
    private static final class Shared {
        static final Map<String, ListFacts> ALL = read();
    }
}
