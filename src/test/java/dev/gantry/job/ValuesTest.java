package dev.gantry.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.gantry.job.SampleKinds.parse;
import static dev.gantry.job.SampleKinds.problems;
import static org.assertj.core.api.Assertions.assertThat;

class ValuesTest {
    private static String jobWithPath(String path, String... params) {
        return "job: sample\nparams: {" + String.join(", ", params)
                + "}\nsource: {lines: {path: in}}\nsink: {parquet: {path: \"" + path + "\"}}\n";
    }

    private static Path path(String text, Map<String, String> params, Map<String, String> environment) {
        return parse(text, params, environment).job().sink().path();
    }

    private static List<String> problemsOf(String path, String... params) {
        return problems(jobWithPath(path, params));
    }

    @Test
    void looksAmongGivenParametersThenTheJobsThenTheEnvironmentThenTheBuiltIns() {
        String all = jobWithPath("${date}", "date: declared");
        String undeclared = jobWithPath("${date}");

        assertThat(path(all, Map.of("date", "given"), Map.of("date", "environment")))
                .isEqualTo(Path.of("given"));
        assertThat(path(all, Map.of(), Map.of("date", "environment"))).isEqualTo(Path.of("declared"));
        assertThat(path(undeclared, Map.of(), Map.of("date", "environment"))).isEqualTo(Path.of("environment"));
        assertThat(path(undeclared, Map.of(), Map.of())).isEqualTo(Path.of("2026-11-23"));
    }

    @Test
    void takesTheDefaultOnlyWhereThereIsNoValue() {
        assertThat(path(jobWithPath("${A:b}/${C:}c"), Map.of(), Map.of())).isEqualTo(Path.of("b/c"));
        assertThat(path(jobWithPath("${A:b}"), Map.of(), Map.of("A", "a"))).isEqualTo(Path.of("a"));
        assertThat(path(jobWithPath("${A:${B:${date}}}x"), Map.of(), Map.of())).isEqualTo(Path.of("2026-11-23x"));
    }

    @Test
    void writesAPlainDollarBrace() {
        assertThat(path(jobWithPath("$${A}/$5/${B}"), Map.of("B", "${A}"), Map.of()))
                .isEqualTo(Path.of("${A}/$5/${A}"));
    }

    @Test
    void makesParametersOfOthersWhateverTheirOrder() {
        assertThat(path(jobWithPath("${a}", "a: \"${b}-${date}\"", "b: \"${C}${job}\""), Map.of(), Map.of("C", "c")))
                .isEqualTo(Path.of("csample-2026-11-23"));
    }

    @Test
    void reportsACircleOnce() {
        assertThat(problemsOf("${a}", "a: \"${b}\"", "b: \"x${a}\""))
                .containsExactly("job.yml:2:13: params.a: these values are made of one another: a → b → a;"
                        + " give one of them a value of its own");
        assertThat(problemsOf("x", "universe: \"${universe}\"")).hasSize(1);
    }

    @Test
    void reportsAParameterThatCannotBeFilledWhereItIsDeclaredOnly() {
        assertThat(problemsOf("${a}/${a}", "a: \"${NOWHERE}\""))
                .containsExactly(
                        "job.yml:2:13: params.a: ${NOWHERE} has no value; pass --param NOWHERE=..., declare NOWHERE"
                                + " under params:, set it in the environment, or write a default: ${NOWHERE:...}");
        assertThat(path(jobWithPath("${a}", "a: \"${NOWHERE}\""), Map.of("a", "given"), Map.of()))
                .isEqualTo(Path.of("given"));
    }

    @Test
    void suggestsTheNearestName() {
        assertThat(problemsOf("${univers}", "universe: 1"))
                .singleElement()
                .asString()
                .startsWith(
                        "job.yml:4:24: sink.parquet.path: ${univers} has no value; did you mean \"universe\"? Pass --param");
    }

    @Test
    void namesWhatIsNoReference() {
        assertThat(problemsOf("${a"))
                .containsExactly(
                        "job.yml:4:24: sink.parquet.path: ${ without its }: \"${a\"; close it, or write $${ for a"
                                + " plain ${");
        assertThat(problemsOf("${a b}"))
                .containsExactly("job.yml:4:24: sink.parquet.path: \"${a b}\" does not name a value; names are letters,"
                        + " digits, _ . and -, as in ${NAME} or ${NAME:default}; write $${ for a plain ${");
    }

    @Test
    void refusesAParameterThatNothingAsksFor() {
        String job = jobWithPath("${A:x}", "universe: 1");

        assertThat(problems(() -> parse(job, Map.of("univrse", "5"), Map.of())))
                .containsExactly("job.yml:2:9: --param univrse: this job neither declares nor uses univrse;"
                        + " did you mean \"universe\"?");
        assertThat(problems(() -> parse(job, Map.of("other", "5"), Map.of())).getFirst())
                .endsWith("its parameters: A, universe");
        assertThat(problems(() -> parse(job, Map.of("universe", "5", "A", "6"), Map.of())))
                .isEmpty();
        assertThat(problems(() -> parse(SampleKinds.with(""), Map.of("other", "5"), Map.of())))
                .containsExactly(
                        "job.yml:1:1: --param other: this job neither declares nor uses other; it has no parameters");
    }

    @Test
    void refusesSecretsInOrdinaryFields() {
        for (String secret : Secret.NAMES) {
            assertThat(problems(() -> parse(jobWithPath("${" + secret + ":x}"), Map.of(), Map.of(secret, "s3cret"))))
                    .containsExactly(
                            "job.yml:4:24: sink.parquet.path: a secret may not be written into an ordinary field: ${"
                                    + secret + "} would end up in files, tables and logs; take it out, Gantry reads "
                                    + secret
                                    + " by itself or through a connection of config/application.yml");
        }
        assertThat(problemsOf("x", "k: \"${ROBLOX_API_KEY}\""))
                .singleElement()
                .asString()
                .contains("params.k: a secret may not");
        assertThat(problemsOf("x", "ROBLOX_API_KEY: abc"))
                .containsExactly(
                        "job.yml:2:26: params.ROBLOX_API_KEY: a secret may not be written into a job file; take it out,"
                                + " Gantry reads ROBLOX_API_KEY from the environment or through a connection of"
                                + " config/application.yml");
    }

    @Test
    void doesNotSuggestSecrets() {
        assertThat(problems(() -> parse(jobWithPath("${ROBLOX_API_KEI}"), Map.of(), Map.of("ROBLOX_API_KEY", "x"))))
                .singleElement()
                .asString()
                .doesNotContain("did you mean");
    }

    @Test
    void refusesValuesOfUnreasonableSize() {
        String[] doubling = new String[20];
        for (int i = 0; i < doubling.length; i++) {
            doubling[i] = "p" + i + ": \"" + (i == 0 ? "xxxxxxxx" : "${p%d}${p%d}".formatted(i - 1, i - 1)) + "\"";
        }

        assertThat(problemsOf("${p19}", doubling))
                .singleElement()
                .asString()
                .endsWith(": is longer than 65536 characters with its values filled in; keep it in a file");
    }

    @Test
    void checksParametersByThemselves() {
        assertThat(problemsOf("x", "a:", "b: [1]", "\"c d\": 1", "e: true", "f: 1.50"))
                .containsExactly(
                        "job.yml:2:12: params.a: has no value; give it one, or \"\" for empty text",
                        "job.yml:2:17: params.b: must be one value (text, a number, true or false), found a list",
                        "job.yml:2:29: params.c d: a name is letters, digits, _ . and -, and begins with a letter or _");
    }

    @Test
    void givesDateAndTimeInTheZoneOfTheSchedule() {
        String job = SampleKinds.with(
                "schedule: {cron: \"0 0 3 * * ?\", zone: Asia/Tokyo}\ndescription: ${date} ${time} ${run}\n");

        assertThat(parse(job).job().description()).isEqualTo("2026-11-23 17-00-00 r7");
    }

    @Test
    void readsAgainWithExactlyTheValuesUsedBefore() {
        String text = jobWithPath("${date}/${run}/${A:a}/${B:b}/${p}", "p: \"${C}\"", "unused: \"${D:d}\"");
        var first = parse(text, Map.of("B", "given"), Map.of("C", "c", "OTHER", "o", "ROBLOX_API_KEY", "k"));

        assertThat(first.values().used())
                .isEqualTo(Map.of("date", "2026-11-23", "run", "r7", "B", "given", "p", "c", "C", "c"));
        var again = JobFile.parse(
                "job.yml",
                text,
                SampleKinds.KINDS,
                Values.Givens.fixed(first.values().used()));
        assertThat(again.job()).isEqualTo(first.job());
        assertThat(again.values().used()).isEqualTo(Map.of("date", "2026-11-23", "run", "r7", "B", "given", "p", "c"));
    }
}
