package dev.gantry.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.UniverseId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Options of the sources of data stores and queues: parser and schema judge the same texts alike, and say what to do. */
class SourceOptionsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SourceJobs.SCHEMA);

    static Stream<String> right() {
        return Stream.of(
                "data-store-entries: {universe: 1, data-store: A}",
                "data-store-entries: {universe: 1, data-store: [A, B*], scope: \"-\", prefix: Player_, values: false}",
                "data-store-entries: {universe: 1, data-store: A, scope: [global, season 1], deleted: true}",
                "data-store-entries: {universe: 1, data-store: A, as-of: 2026-11-01T00:00:00Z}",
                "data-store-entries: {universe: 1, data-store: A, as-of: \"2026-11-01T02:00:00.123+02:00\"}",
                "data-store-entries: {universe: 1, data-store: A, as-of: now, partitions: none}",
                "data-store-entries: {universe: 1, data-store: A, as-of: snapshot, partitions: auto}",
                "data-store-entries: {universe: 1, data-store: A, as-of: \"${T:now}\", partitions: \"${P:12}\"}",
                "data-store-entries: {universe: 1, data-store: A, partitions: 200}",
                "data-stores: {universe: 1}\nfor-each:\n  data-store-entries: {universe: 1, data-store: \"{.id}\","
                        + " as-of: 2026-11-01T00:00:00Z}",
                "memory-store-queue-items: {universe: 1, queue: Reports}",
                "memory-store-queue-items: {universe: 1, queue: 5, invisibility: 90s, limit: 1000, wait: 1m}",
                "memory-store-queue-items: {universe: 1, queue: Q, count: 50, all-or-nothing: true, limit: 100}",
                "memory-store-queue-items: {universe: 1, queue: Q}\nfor-each:\n  inventory-items: {user: \"{.data.user}\"}");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, scope: [\"-\", global]}",
                        "job.yml:3:59: source.data-store-entries.scope: \"-\" stands for all scopes, so it stands alone:"
                                + " write scope: \"-\", or the others without it"),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, scope: []}",
                        "job.yml:3:59: source.data-store-entries.scope: must hold at least one element, found an empty"
                                + " list"),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, as-of: yesterday}",
                        "job.yml:3:59: source.data-store-entries.as-of: must be a time such as 2026-11-01T00:00:00Z, now"
                                + " or snapshot, found \"yesterday\""),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, as-of: \"2026-11-01\"}",
                        "job.yml:3:59: source.data-store-entries.as-of: must be a time such as 2026-11-01T00:00:00Z, now"
                                + " or snapshot, found \"2026-11-01\""),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, as-of: 2026-11-31T00:00:00Z}",
                        "job.yml:3:59: source.data-store-entries.as-of: must be a time such as 2026-11-01T00:00:00Z, now"
                                + " or snapshot, found \"2026-11-31T00:00:00Z\": there is no such time"),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, as-of: now, values: false}",
                        "job.yml:3:23: source.data-store-entries: as-of: reads each entry to see what it was at that"
                                + " moment, and values: false reads none; leave one of them out"),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, as-of: now, deleted: true}",
                        "job.yml:3:23: source.data-store-entries: deleted: true is about entries that are deleted now,"
                                + " and as-of: about what they were at a moment, deleted since or not; leave one of them"
                                + " out"),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, partitions: 1}",
                        "job.yml:3:64: source.data-store-entries.partitions: must be auto, none or a number of parts from"
                                + " 2 to 200, found 1: that many parts cannot be made; none does not divide it"),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, partitions: many}",
                        "job.yml:3:64: source.data-store-entries.partitions: must be auto, none or a number of parts from"
                                + " 2 to 200, found \"many\""),
                arguments(
                        "data-store-entries: {universe: 1, data-store: A, asof: now}",
                        "job.yml:3:52: source.data-store-entries: unknown key \"asof\"; did you mean \"as-of\"?"),
                arguments(
                        "data-stores: {universe: 1}\nfor-each:\n  data-store-entries: {universe: 1, data-store: \"{.id}\","
                                + " as-of: snapshot}",
                        "job.yml:3:3: source: data-store-entries under for-each: as-of: now and snapshot are settled once,"
                                + " when the outermost source begins; name a time"),
                arguments(
                        "data-stores: {universe: 1}\nfor-each:\n  data-store-entries: {universe: 1, data-store: [A, B]}",
                        "job.yml:3:3: source: data-store-entries under for-each: it reads one scope of one store for each"
                                + " row there: name one, without *"),
                arguments(
                        "data-stores: {universe: 1}\nfor-each:\n  data-store-entries: {universe: 1, data-store: A,"
                                + " partitions: 4}",
                        "job.yml:3:3: source: data-store-entries under for-each: partitions: divides only the outermost"
                                + " source"),
                arguments(
                        "memory-store-queue-items: {universe: 1}",
                        "job.yml:3:29: source.memory-store-queue-items: \"queue\" is missing: The queue's id"),
                arguments(
                        "memory-store-queue-items: {universe: game, queue: Q}",
                        "job.yml:3:40: source.memory-store-queue-items.universe: must be a universe id such as 123456, found"
                                + " \"game\": a universe id is a positive number such as 123456, found \"game\""),
                arguments(
                        "memory-store-queue-items: {universe: 1, queue: Q, count: 201}",
                        "job.yml:3:60: source.memory-store-queue-items.count: must be an integer from 1 to 200, found"
                                + " 201"),
                arguments(
                        "memory-store-queue-items: {universe: 1, queue: Q, invisibility: 500ms}",
                        "job.yml:3:29: source.memory-store-queue-items: invisibility: must be at least 10s, and should be"
                                + " longer than reading and saving a batch of rows takes"),
                arguments(
                        "memory-store-queue-items: {universe: 1, queue: Q, all-or-nothing: true, limit: 100}",
                        "job.yml:3:29: source.memory-store-queue-items: limit: 100 is no multiple of count: 200, and"
                                + " all-or-nothing: true reads only so many at once; change one of them"),
                arguments(
                        "data-stores: {universe: 1}\nfor-each:\n  memory-store-queue-items: {universe: 1, queue: Q}",
                        "job.yml:3:3: source: memory-store-queue-items under for-each: items leave the queue once all that"
                                + " lies below them is saved, so the queue stands outermost; put the other source under"
                                + " its for-each"));
    }

    @ParameterizedTest
    @MethodSource("right")
    void acceptsWhatIsRight(String source) {
        assertThat(SourceJobs.problems(source)).isEmpty();
        assertThat(complaints(source)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhereWhatIsWrongAndWhatToDo(String source, String problem) {
        assertThat(SourceJobs.problems(source)).containsExactly(problem);
    }

    /** What a schema can tell: whether fields go together it cannot. */
    @ParameterizedTest
    @MethodSource("wrong")
    void theSchemaRefusesWrongValues(String source, String problem) {
        boolean isAboutOneValue = problem.contains("must be a") || problem.contains("is missing");
        if (isAboutOneValue
                && !problem.contains("no such time")
                && !problem.contains("a universe id")
                && !problem.contains("at least 10s")
                && !problem.contains("that many parts")) {
            assertThat(complaints(source)).isNotEmpty();
        }
    }

    @Test
    void describesEveryFieldOfTheTwoWithItsDefault() {
        for (String kind : new String[] {"data-store-entries", "memory-store-queue-items"}) {
            JsonNode schema = JSON.readTree(SourceJobs.SCHEMA).at("/properties/source/properties/" + kind);
            assertThat(schema.path("description").asString()).isNotEmpty();
            assertThat(schema.path("properties").valueStream())
                    .isNotEmpty()
                    .allSatisfy(field ->
                            assertThat(field.path("description").asString("")).isNotEmpty());
        }
        JsonNode entries = JSON.readTree(SourceJobs.SCHEMA).at("/properties/source/properties/data-store-entries");
        assertThat(entries.at("/properties/partitions/default").asString()).isEqualTo("auto");
        assertThat(entries.at("/properties/scope/default").asString()).isEqualTo("global");
        JsonNode items = JSON.readTree(SourceJobs.SCHEMA).at("/properties/source/properties/memory-store-queue-items");
        assertThat(items.at("/properties/invisibility/default").asString()).isEqualTo("5m");
        assertThat(items.at("/properties/wait/default").asString()).isEqualTo("0s");
        assertThat(items.at("/properties/count/default").asInt()).isEqualTo(200);
    }

    @Test
    void readsWhatIsWritten() {
        assertThat(SourceJobs.parse("data-store-entries: {universe: 1, data-store: [A, B*], scope: [a, b], prefix: P,"
                                + " as-of: \"2026-11-01T02:00:00+02:00\", partitions: 12}")
                        .components())
                .containsExactly(new DataStoreEntries(
                        new EntrySelection(
                                Template.plain("1"),
                                List.of(Template.plain("A"), Template.plain("B*")),
                                List.of(Template.plain("a"), Template.plain("b")),
                                Template.plain("P")),
                        new EntryReading(
                                true, false, Optional.of(new AsOf.Time(Instant.parse("2026-11-01T00:00:00Z")))),
                        new Division(12, true)));
        assertThat(SourceJobs.parse("memory-store-queue-items: {universe: 1, queue: Q, invisibility: 1m30s, count: 10,"
                                + " all-or-nothing: true, limit: 50, wait: 1h}")
                        .components())
                .containsExactly(new MemoryStoreQueueItems(
                        new UniverseId(1),
                        "Q",
                        new MemoryStoreQueueItems.Leasing(Duration.ofSeconds(90), 10, true),
                        Duration.ofHours(1),
                        Optional.of(50L)));
    }

    private static List<?> complaints(String source) {
        // This reader takes a time without quotes for a time, and so for no text.
        String quoted = SourceJobs.text(source).replaceAll("as-of: (2[^,}\n]*)", "as-of: \"$1\"");
        Object plain = new org.yaml.snakeyaml.Yaml().load(quoted);
        return SCHEMA.validate(JSON.valueToTree(plain));
    }
}
