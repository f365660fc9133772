package dev.gantry.job;

import java.util.List;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the JSON Schema against the parser: both judge the same texts alike. */
class JobSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = JobSchema.of(SampleKinds.KINDS);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);

    static Stream<String> right() {
        return Stream.of(
                SampleKinds.with(""),
                SampleKinds.with("description: 5\n"),
                SampleKinds.with("params: {a: 1, b: x, c: true, d: 1.5, e: \"\"}\n"),
                SampleKinds.with("params: {}\n"),
                SampleKinds.with("transform: []\n"),
                SampleKinds.with("transform: [{shout: A}, {shout: B}]\n"),
                SampleKinds.with("schedule: {cron: \"0 0 3 * * ?\"}\n"),
                SampleKinds.with("schedule: {cron: \"0 0 3 * * ? 2026\", zone: UTC, missed: all}\n"),
                SampleKinds.with("schedule: {cron: \"${CRON:0 0 3 * * ?}\", missed: \"${MISSED:once}\"}\n"),
                SampleKinds.with("connection: staging\n"),
                SampleKinds.with("limits: {share: 50%, players: live, write: none}\n"),
                SampleKinds.with("limits: {players: 5, read: 1/min}\n"),
                SampleKinds.with("limits: {share: \"${S:10%}\", players: \"${P:5}\", concurrency: \"${C:7}\"}\n"),
                SampleKinds.with("errors: {retries: 0, skip: 0, rejects: out.jsonl}\n"),
                SampleKinds.with("errors: {skip: 1.5%}\n"),
                SampleKinds.with("errors: {retries: \"${R:3}\"}\n"),
                SampleKinds.withSource("universe: 1\ndata-store: A"),
                SampleKinds.withSource("universe: \"1\"\ndata-store: [A, 2]\nvalues: false\npage-size: 256"),
                SampleKinds.withSource(
                        "universe: \"${U:1}\"\ndata-store: A\nvalues: \"${V:true}\"\npage-size: \"${P:5}\""),
                "job: a\nsource: {lines: {path: x, patience: 1h30m}}\nsink: {parquet: {path: o, compression: not-at-all}}\n",
                "job: 123\nsource: {lines: {path: x}}\nsink: {parquet: {path: o, columns: {a: b, c: 1}}}\n");
    }

    static Stream<String> wrong() {
        return Stream.of(
                "job: a\n",
                "[]",
                "text",
                SampleKinds.with("colour: red\n"),
                SampleKinds.with("steps: []\n"),
                SampleKinds.with("backup: {}\n"),
                SampleKinds.with("description:\n"),
                SampleKinds.with("description: true\n"),
                SampleKinds.with("description: [a]\n"),
                SampleKinds.with("params: {a: [1]}\n"),
                SampleKinds.with("params: {a: }\n"),
                SampleKinds.with("params: {\"a b\": 1}\n"),
                SampleKinds.with("params: [a]\n"),
                SampleKinds.with("transform: {shout: A}\n"),
                SampleKinds.with("transform: [{shout: A, whisper: b}]\n"),
                SampleKinds.with("transform: [{}]\n"),
                SampleKinds.with("transform: [{whisper: a}]\n"),
                SampleKinds.with("schedule: {}\n"),
                SampleKinds.with("schedule: {cron: \"0 0 3 * * ?\", missed: never}\n"),
                SampleKinds.with("schedule: 0 0 3 * * ?\n"),
                SampleKinds.with("connection: a b\n"),
                SampleKinds.with("connection: " + "c".repeat(101) + "\n"),
                SampleKinds.with("limits: {share: 0.5}\n"),
                SampleKinds.with("limits: {share: 50}\n"),
                SampleKinds.with("limits: {players: many}\n"),
                SampleKinds.with("limits: {read: 300}\n"),
                SampleKinds.with("limits: {concurrency: 0}\n"),
                SampleKinds.with("limits: {concurrency: \"5\"}\n"),
                SampleKinds.with("limits: {concurrency: 1.5}\n"),
                SampleKinds.with("errors: {retries: 101}\n"),
                SampleKinds.with("errors: {skip: some}\n"),
                SampleKinds.with("errors: {skip: 0.5}\n"),
                SampleKinds.with("errors: {reject: a}\n"),
                SampleKinds.withSource("data-store: A"),
                SampleKinds.withSource("universe: one\ndata-store: A"),
                SampleKinds.withSource("universe: 123456789012345678901\ndata-store: A")
                        .replace("123456789012345678901", "\"123456789012345678901\""),
                SampleKinds.withSource("universe: 1\ndata-store: []"),
                SampleKinds.withSource("universe: 1\ndata-store: A\nvalues: \"true\""),
                SampleKinds.withSource("universe: 1\ndata-store: A\nvalues: 1"),
                SampleKinds.withSource("universe: 1\ndata-store: A\npage-size: 257"),
                "job: A B\nsource: {lines: {path: x}}\nsink: {parquet: {path: o}}\n",
                "job: -a\nsource: {lines: {path: x}}\nsink: {parquet: {path: o}}\n",
                "job: a\nsource: {lines: {path: x, patience: soon}}\nsink: {parquet: {path: o}}\n",
                "job: a\nsource: {lines: {path: x}}\nsink: {parquet: {path: o, compression: gzip}}\n",
                "job: a\nsource: {lines: {path: x}, data-store-entries: {universe: 1, data-store: a}}\nsink: {parquet: {path: o}}\n",
                "job: a\nsource: lines\nsink: {parquet: {path: o}}\n");
    }

    @ParameterizedTest
    @MethodSource("right")
    void acceptsWhatTheParserAccepts(String job) {
        assertThat(SampleKinds.problems(job)).isEmpty();
        assertThat(complaints(job)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesWhatTheParserRefuses(String job) {
        assertThat(SampleKinds.problems(job)).isNotEmpty();
        assertThat(complaints(job)).isNotEmpty();
    }

    @Test
    void isItselfAValidSchema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(JSON.readTree(TEXT))).isEmpty();
    }

    @Test
    void describesEveryFieldAndItsDefault() {
        JsonNode properties = JSON.readTree(TEXT).path("properties");

        assertThat(properties.propertyNames())
                .containsExactly(
                        "job",
                        "description",
                        "params",
                        "schedule",
                        "on",
                        "notify",
                        "connection",
                        "source",
                        "transform",
                        "sink",
                        "limits",
                        "errors");
        assertThat(properties
                        .valueStream()
                        .map(field -> field.path("description").stringValue("")))
                .doesNotContain("");
        assertThat(properties.at("/limits/properties/share/default").stringValue())
                .isEqualTo("50%");
        assertThat(properties.at("/limits/properties/concurrency/default").intValue())
                .isEqualTo(64);
        assertThat(properties.at("/schedule/properties/missed/default").stringValue())
                .isEqualTo("once");
        assertThat(properties
                        .at("/source/properties/data-store-entries/description")
                        .stringValue())
                .isEqualTo("Entries of data stores");
        assertThat(properties.at("/source/properties/data-store-entries/required"))
                .isEqualTo(JSON.readTree("[\"universe\", \"data-store\"]"));
        assertThat(properties
                        .at("/source/properties/data-store-entries/properties/page-size/default")
                        .intValue())
                .isEqualTo(256);
    }

    private static List<?> complaints(String job) {
        Object plain = new org.yaml.snakeyaml.Yaml().load(job);
        return SCHEMA.validate(JSON.valueToTree(plain));
    }
}
