package dev.gantry.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static dev.gantry.job.SampleKinds.parse;
import static dev.gantry.job.SampleKinds.problems;
import static dev.gantry.job.SampleKinds.with;
import static dev.gantry.job.SampleKinds.withSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobFileTest {
    @Test
    void readsAWholeJob() {
        var job = parse("""
                job: player-saves
                description: Every player's save
                params: {universe: "${UNIVERSE_ID:1}", stores: PlayerData}
                schedule: {cron: "0 0 3 * * ?", zone: America/New_York, missed: skip}
                connection: staging
                source:
                  data-store-entries: {universe: "${universe}", data-store: ["${stores}", B*], page-size: "${SIZE:10}"}
                transform:
                  - shout: HEAR
                  - shout: ${WORDS:HEAR}
                sink:
                  parquet: {path: "exports/date=${date}/${time}", columns: {level: int}}
                limits: {share: 12.5%, players: 1200, read: 300/min, list: none, concurrency: 8}
                errors: {retries: 3, skip: 1.5%, rejects: "rejects/${job}-${run}.jsonl"}
                """).job();

        assertThat(job)
                .isEqualTo(new Job<>(
                        "player-saves",
                        "Every player's save",
                        Optional.of(new Schedule(
                                Optional.of("0 0 3 * * ?"),
                                ZoneId.of("America/New_York"),
                                Schedule.Missed.SKIP,
                                Duration.ofMinutes(1),
                                Schedule.Overlap.SKIP,
                                List.of(),
                                Duration.ZERO,
                                Optional.empty(),
                                new Schedule.Retry(0, Duration.ofMinutes(1)))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("staging"),
                        new Limits(
                                0.125,
                                new Limits.Players.Fixed(1200),
                                Map.of(
                                        Limits.OperationClass.READ,
                                        new Limits.Rate.PerMinute(300),
                                        Limits.OperationClass.LIST,
                                        new Limits.Rate.Unlimited()),
                                8),
                        new Errors(
                                3, new Errors.Skip.Percent(1.5), Optional.of(Path.of("rejects/player-saves-r7.jsonl"))),
                        new SampleKinds.Entries("1", List.of("PlayerData", "B*"), Optional.empty(), 10, true),
                        List.of(new SampleKinds.Shout("HEAR"), new SampleKinds.Shout("HEAR")),
                        new SampleKinds.Files(
                                Path.of("exports/date=2026-11-23/03-00-00"),
                                SampleKinds.Compression.ZSTD,
                                Map.of("level", "int"))));
    }

    @Test
    void fillsInDefaults() {
        var job = parse(with("")).job();

        assertThat(job.limits()).isEqualTo(Limits.defaults());
        assertThat(job.limits().share()).isEqualTo(0.5);
        assertThat(job.limits().concurrency()).isEqualTo(64);
        assertThat(job.errors()).isEqualTo(new Errors(8, new Errors.Skip.None(), Optional.empty()));
        assertThat(job.schedule()).isEmpty();
        assertThat(job.connection()).isEmpty();
        assertThat(job.transforms()).isEmpty();
        assertThat(job.description()).isEmpty();
        assertThat(job.source()).isEqualTo(new SampleKinds.Lines(Path.of("in.txt"), Duration.ofSeconds(30)));
    }

    @Test
    void reportsTenMistakesAtOnceInTheOrderOfTheFile() {
        assertThatThrownBy(() -> parse("""
                        job: Player Saves
                        descripton: typo
                        schedule: {cron: 0 3 * * *, zone: America/New_Yrok}
                        source:
                          data-store-entries:
                            univers: 1
                            data-store: []
                            page-size: 1000
                        transform:
                          - shout: quiet
                          - shuot: LOUD
                        sink: {parquet: {path: "${FOLDR}/x", compression: zst}}
                        limits: {share: 0%, read: fast}
                        errors: {skip: some}
                        job: again
                        """, Map.of("colour", "red"), Map.of("FOLDER", "out")))
                .isInstanceOf(InvalidJob.class)
                .hasMessage("""
                        job.yml:1:1: --param colour: this job neither declares nor uses colour; its parameters: FOLDR
                        job.yml:1:6: job: must be a name in kebab-case such as player-saves, found "Player Saves"
                        job.yml:2:1: unknown key "descripton"; did you mean "description"?
                        job.yml:3:18: schedule.cron: must be a Quartz cron expression, found "0 3 * * *": it has 5 fields, but needs 6 or 7: second minute hour day-of-month month day-of-week [year], for example 0 0 3 * * ? for every day at 03:00
                        job.yml:3:35: schedule.zone: must be a time zone, found "America/New_Yrok": no zone has this name; did you mean "America/New_York"?
                        job.yml:6:5: source.data-store-entries: unknown key "univers"; did you mean "universe"?
                        job.yml:7:17: source.data-store-entries.data-store: must hold at least one element, found an empty list
                        job.yml:8:16: source.data-store-entries.page-size: must be an integer from 1 to 256, found 1000
                        job.yml:10:12: transform[0].shout: must be words in capitals, found "quiet": small letters are not loud enough
                        job.yml:11:5: transform[1]: unknown transform "shuot"; did you mean "shout"?
                        job.yml:12:24: sink.parquet.path: ${FOLDR} has no value; did you mean "FOLDER"? Pass --param FOLDR=..., declare FOLDR under params:, set it in the environment, or write a default: ${FOLDR:...}
                        job.yml:12:51: sink.parquet.compression: must be one of zstd, not-at-all, found "zst"; did you mean "zstd"?
                        job.yml:13:17: limits.share: must be a share such as 50%, found "0%": a share is above 0% and at most 100%
                        job.yml:13:27: limits.read: must be a rate such as 300/min, or none, found "fast"
                        job.yml:14:16: errors.skip: must be a number of rows such as 100, or a percentage such as 1%, found "some"
                        job.yml:15:1: "job" is written twice, first on line 1; keep one of them
                        16 problems in job.yml; nothing was started.""");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(problems("description: x"))
                .containsExactly(
                        "job.yml:1:1: \"job\" is missing: The job's name: small letters, digits and single hyphens",
                        "job.yml:1:1: \"source\" is missing: Where rows come from",
                        "job.yml:1:1: \"sink\" is missing: Where rows go");
        assertThat(problems(withSource("universe: 1")))
                .containsExactly(
                        "job.yml:4:5: source.data-store-entries: \"data-store\" is missing: Names of data stores");
    }

    @Test
    void saysWhichPartsOfTheLanguageAreNotThereYet() {
        assertThat(problems(with("steps: []\n")))
                .containsExactly(
                        "job.yml:4:1: steps: is not supported yet by this version; write one source, transform and sink");
    }

    @Test
    void wantsExactlyOneSource() {
        assertThat(problems("job: a\nsource: {}\nsink: parquet\n"))
                .containsExactly(
                        "job.yml:2:9: source: must hold exactly one key, the source (data-store-entries, lines), found none",
                        "job.yml:3:7: sink: must be a mapping with one key, the sink: parquet, found \"parquet\"");
        assertThat(problems("job: a\nsource: {lines: {path: a}, csv: {}}\nsink: {csv: {path: a}}\n"))
                .containsExactly(
                        "job.yml:2:9: source: must hold exactly one key, the source (data-store-entries, lines), found lines, csv",
                        "job.yml:3:8: sink: unknown sink \"csv\"; known: parquet");
    }

    @Test
    void namesTheTypeFoundInsteadOfTheOneWanted() {
        assertThat(problems(withSource("""
                        universe: 1.5
                        data-store: {a: 1}
                        prefix:
                        page-size: "10"
                        values: yes
                        """)))
                .containsExactly(
                        "job.yml:4:15: source.data-store-entries.universe: must be a universe id (digits), found 1.5; put it in quotes if it is meant as text",
                        "job.yml:5:17: source.data-store-entries.data-store: must be text, found a mapping with a",
                        "job.yml:6:12: source.data-store-entries.prefix: must be text, found nothing; give it a value, or leave the key out",
                        "job.yml:7:16: source.data-store-entries.page-size: must be an integer from 1 to 256, found \"10\"",
                        "job.yml:8:13: source.data-store-entries.values: must be true or false, found \"yes\"");
        assertThat(problems(
                        "job: a\nsource: [lines]\nsink: {parquet: {path: out, columns: 3}}\ntransform: {shout: A}\n"))
                .containsExactly(
                        "job.yml:2:9: source: must be a mapping with one key, the source: data-store-entries, lines, found a list",
                        "job.yml:3:38: sink.parquet.columns: must be a mapping, found 3",
                        "job.yml:4:12: transform: must be a list (lines that begin with \"- \", or [a, b]), found a mapping with shout");
    }

    @Test
    void keepsDigitsAsTheyAreWritten() {
        var job = parse(withSource("universe: 007\ndata-store: 0123456789012345678901234567890"))
                .job();

        assertThat(job.source())
                .isEqualTo(new SampleKinds.Entries(
                        "007", List.of("0123456789012345678901234567890"), Optional.empty(), 256, true));
    }

    @Test
    void turnsARefusalOfOptionsIntoAProblemWhereTheyStand() {
        assertThat(problems("job: a\nsource:\n  lines: {path: x, patience: 0s}\nsink: {parquet: {path: out}}\n"))
                .containsExactly("job.yml:3:10: source.lines: patience: must be longer than nothing, found 0s");
    }

    @Test
    void followsAnchors() {
        var job = parse("job: a\nsource: {lines: {path: &where out}}\nsink: {parquet: {path: *where}}\n")
                .job();

        assertThat(job.sink().path()).isEqualTo(Path.of("out"));
    }

    @Test
    void namesATooLongName() {
        assertThat(problems(with("connection: " + "c".repeat(101))).getFirst())
                .contains("it has 101 characters, at most 100 are allowed");
    }

    @Test
    void tellsWhatItSaysForAKeyOfAPart() {
        var file = parse("""
                job: some
                params: {universe: "${UNIVERSE_ID:7}"}
                source:
                  data-store-entries: {universe: "${universe}", data-store: A}
                sink:
                  parquet: {path: universe}
                """);
        assertThat(file.said("source", "universe")).containsExactly("7");
        assertThat(file.said("source", "group")).isEmpty();
        assertThat(file.said("transform", "universe")).isEmpty();
    }
}
