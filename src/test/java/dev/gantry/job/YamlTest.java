package dev.gantry.job;

import org.junit.jupiter.api.Test;

import static dev.gantry.job.SampleKinds.problems;
import static dev.gantry.job.SampleKinds.with;
import static org.assertj.core.api.Assertions.assertThat;

class YamlTest {
    @Test
    void saysThatAFileIsEmpty() {
        assertThat(problems("# nothing\n"))
                .containsExactly(
                        "job.yml:1:1: the file is empty; a job begins with its name, for example job: player-saves");
    }

    @Test
    void saysThatAFileIsNoMapping() {
        assertThat(problems("- job: a\n"))
                .containsExactly(
                        "job.yml:1:1: must be a mapping of job, description, params, schedule, on, notify, connection,"
                                + " source, transform, sink, limits, errors, found a list");
        assertThat(problems("just words\n").getFirst()).endsWith("found \"just words\"");
    }

    @Test
    void showsWhereTextStopsBeingYaml() {
        assertThat(problems("job: a\nsource: {lines: {path: a}\nsink: b\n"))
                .containsExactly(
                        "job.yml:3:1: is not YAML: expected ',' or '}', but got <scalar> while parsing a flow mapping;"
                                + " close what is open, and put text that holds : # { } [ ] , * & ? or % in quotes");
        assertThat(problems("job: a: b\n"))
                .containsExactly("job.yml:1:7: is not YAML: mapping values are not allowed here;"
                        + " close what is open, and put text that holds : # { } [ ] , * & ? or % in quotes");
        assertThat(problems("job: \"a\nsource: b\n").getFirst())
                .startsWith("job.yml:3:1: is not YAML: found unexpected end");
    }

    @Test
    void explainsTabs() {
        assertThat(problems("job: a\nsource:\n\tlines: {}\n"))
                .containsExactly("job.yml:3:1: is not YAML: a tab stands where YAML wants spaces; indent with spaces");
    }

    @Test
    void refusesASecondDocument() {
        assertThat(problems(with("---\njob: b\n")))
                .containsExactly("job.yml:4:1: a second document begins here (---); a file holds one job,"
                        + " so put the other into a file of its own");
    }

    @Test
    void namesAnAnchorThatIsNotThere() {
        assertThat(problems("job: *nobody\n"))
                .containsExactly("job.yml:1:6: is not YAML: *nobody names no anchor above; define it with &,"
                        + " or put the text in quotes");
    }

    @Test
    void refusesToGrowEndlesslyByAnchors() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }

        assertThat(problems(bomb.toString()).getFirst())
                .endsWith(
                        "anchors make more than 100000 values of this file, or one of them holds itself; write the values out");
        assertThat(problems("job: &a [*a]\n").getFirst()).contains("or one of them holds itself");
        assertThat(problems("a: &a [x]\nb: [" + "*a, ".repeat(1001) + "]\n").getFirst())
                .contains("uses anchors more than 1000 times; write the values out");
    }

    @Test
    void refusesDepth() {
        assertThat(problems("job: " + "[".repeat(60) + "]".repeat(60)))
                .containsExactly("job.yml:1:1: is nested deeper than 50 levels; no job needs that");
    }

    @Test
    void namesACharacterThatYamlForbids() {
        assertThat(problems("job: a\ndescription: \u0007\n"))
                .containsExactly("job.yml:2:14: the character U+0007 may not stand in YAML; take it out");
    }

    @Test
    void refusesKeysThatAreNoText() {
        assertThat(problems(with("? [a]\n: b\n")))
                .containsExactly("job.yml:4:3: a key must be plain text, found a list or a mapping");
        assertThat(problems(with("<<: {a: b}\n")).getFirst())
                .startsWith("job.yml:4:1: unknown key \"<<\"; known here: job,");
    }

    @Test
    void refusesTags() {
        assertThat(problems("job: !!java.net.URL [a]\n").getFirst()).startsWith("job.yml:1:6: is not YAML: Global tag");
    }
}
