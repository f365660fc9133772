package dev.gantry.emulator.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PageTest {
    private static Call call(boolean inBody, Map<String, List<String>> query, String body) {
        PageShape shape = new PageShape("rows", "pageToken", "nextPageToken", "maxPageSize", 2, 5, inBody);
        Fact fact = new Fact(
                "list",
                "h",
                "POST",
                "/v1/rows",
                Set.of(),
                Set.of(),
                Rate.UNLIMITED,
                Rate.UNLIMITED,
                Optional.of(shape));
        Operation list = Operation.of(fact, PageTest::list);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Call(list, Map.of(), query, name -> "", 0, Body.of(bytes), Instant.EPOCH, Call.PageFault.NONE);
    }

    private static Answer list(Call call) {
        Page page = Page.of(call);
        int after = page.after().isEmpty() ? -1 : Integer.parseInt(page.after());
        List<Integer> found = IntStream.range(after + 1, Math.min(9, after + 1 + page.lookAhead()))
                .boxed()
                .toList();
        return page.answer(found, Object::toString, (json, row) -> json.writeNumber(row));
    }

    private static JsonNode answer(Call call) {
        return JsonMapper.shared()
                .readTree(call.operation().handler().answer(call).body().toString());
    }

    @ParameterizedTest
    @CsvSource({"maxPageSize, pageToken", "max_page_size, page_token", "MaxPageSize, PageToken"})
    void aTokenIsTakenHoweverItsNameIsWritten(String size, String from) {
        String token = answer(call(false, Map.of(size, List.of("3")), ""))
                .get("nextPageToken")
                .asString();
        JsonNode second = answer(call(false, Map.of(size, List.of("3"), from, List.of(token)), ""));
        assertThat(second.get("rows").toString()).isEqualTo("[3,4,5]");
    }

    @Test
    void aBodyStandsInForTheQuery() {
        Map<String, List<String>> ignored = Map.of("maxPageSize", List.of("4"), "pageToken", List.of("x"));
        JsonNode first = answer(call(true, ignored, "{\"maxPageSize\":3,\"pageToken\":null,\"tags\":[\"a\",\"b\"]}")
                .askedByBody());
        assertThat(first.get("rows").toString()).isEqualTo("[0,1,2]");
        String token = first.get("nextPageToken").asString();
        String second = "{\"tags\":[\"a\",\"%s\"],\"pageToken\":\"" + token + "\",\"maxPageSize\":3}";
        assertThat(answer(call(true, Map.of(), second.formatted("b")).askedByBody())
                        .get("rows")
                        .toString())
                .isEqualTo("[3,4,5]");
        Call other = call(true, Map.of(), second.formatted("c")).askedByBody();
        assertThatThrownBy(() -> answer(other))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("pageToken is not valid");
    }

    @Test
    void aBodyKeepsWhatItsValuesSay() {
        String body = "{\"number\":1e999999999,\"flag\":true,\"nothing\":null,\"none\":[],\"inner\":{\"a\":0.10}}";
        assertThat(Body.of(body.getBytes(StandardCharsets.UTF_8)).parameters())
                .isEqualTo(Map.of(
                        "number", List.of("1E+999999999"),
                        "flag", List.of("true"),
                        "inner", List.of("{\"a\":0.10}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false | page_token | {}                 | true
            false | cursor     | {"pageToken":"x"}  | false
            true  | pageToken  | {}                 | false
            true  | cursor     | {"pageToken":"x"}  | true
            true  | cursor     | {"pageToken":null} | false
            true  | cursor     | {"pageToken"       | false
            """)
    void aRequestGoesOnWhereItsListLooks(boolean inBody, String parameter, String body, boolean goesOn) {
        Map<String, List<String>> query = Map.of(parameter, List.of("x"));
        Call call = call(inBody, query, body);
        assertThat(call.operation().fact().page().orElseThrow().goesOn(query, call.body()))
                .isEqualTo(goesOn);
    }
}
