package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.gantry.cli.Commanded.gantry;
import static org.assertj.core.api.Assertions.assertThat;

class ScopesCommandTest {

    @TempDir
    private Path folder;

    private Path job(String source) throws IOException {
        return Files.writeString(folder.resolve("job.yml"), "job: some\nsource:\n" + source.indent(2) + """
                sink:
                  parquet: {path: out}
                """);
    }

    static List<Path> jobs() throws IOException {
        return JobsOfTheRepositoryIT.jobs();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void tellsThemForEveryJobOfTheRepository(Path job) throws IOException {
        String out = gantry("scopes", job).with(ExitCode.DONE).out();
        assertThat(out)
                .containsPattern("^[a-z0-9-]+: (an API key needs|needs no credential|no API key|an API key without)");
        out.lines()
                .filter(line -> line.matches("  (universe|user|memory|group|legacy)[-.][^ ]+ .*"))
                .map(line -> line.strip().split(" +", 2)[0])
                .forEach(system ->
                        assertThat(read(job)).as("the job's own remark").contains(system));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void tellsTheLeastForEntriesAndForWhom() throws IOException {
        Path job = job("data-store-entries: {universe: \"${u}\", data-store: \"A*\"}");
        assertThat(gantry("scopes", job, "--param", "u=77").with(ExitCode.DONE).out())
                .isEqualTo("""
                some: an API key needs
                  universe-datastores.control  list
                  universe-datastores.objects  list, read
                  universe                     77: add it as an experience where a system asks for experiences
                  IP address                   allow that of the machine that runs the job, or 0.0.0.0/0 for any
                  where                        https://create.roblox.com/dashboard/credentials
                """);
    }

    /** The system of scopes and the group itself have the same name. */
    @Test
    void tellsWhatASinkNeedsAndOfWhichGroup() throws IOException {
        Path job = Files.writeString(folder.resolve("job.yml"), """
                job: some
                source: {csv: {path: rows.csv}}
                sink:
                  group-memberships: {group: "7", user: "{.userId}", assign: Admin}
                """);
        assertThat(gantry("scopes", job).with(ExitCode.DONE).out()).startsWith("""
                some: an API key needs
                  group       read, write
                  group       7: make the key as the group, or as a member whose role may do this
                """);
    }

    @Test
    void asksForNoMoreThanAListing() throws IOException {
        Path job = job("data-store-entries: {universe: \"1\", data-store: A, values: false}");
        assertThat(gantry("scopes", job).out()).contains("universe-datastores.objects  list\n");
    }

    @Test
    void addsUpNestedSources() throws IOException {
        Path job = job("""
                group-memberships: {group: "7"}
                for-each:
                  inventory-items: {user: "{.user}"}
                """);
        assertThat(gantry("scopes", job).out())
                .contains(
                        "  user.inventory-item  read\n",
                        "  group                7: make the key as the group, or as a member whose role may do this\n");
    }

    @Test
    void saysWhatNoKeyOpens() throws IOException {
        assertThat(gantry("scopes", job("group-bans: {group: \"7\"}"))
                        .with(ExitCode.DONE)
                        .out())
                .isEqualTo("""
                        some: no API key opens what it reads
                          group-bans  not by key, takes only a cookie
                        """);
    }

    @Test
    void saysThatNothingIsNeeded() throws IOException {
        assertThat(gantry("scopes", job("user-games: {user: \"7\"}"))
                        .with(ExitCode.DONE)
                        .out())
                .isEqualTo("some: needs no credential\n");
        assertThat(gantry("scopes", job("group-memberships: {group: \"7\"}")).out())
                .startsWith("some: an API key without any scope will do\n");
    }

    @Test
    void saysTheSameAsJson() throws IOException {
        Path job = job("data-store-entries: {universe: \"1\", data-store: A}");
        assertThat(gantry("scopes", job, "--json").out())
                .isEqualTo(
                        "{\"job\":\"some\",\"scopes\":[{\"system\":\"universe-datastores.objects\",\"operations\":"
                                + "[\"list\",\"read\"]}],\"takesKey\":true,\"universes\":[\"1\"],\"groups\":[],\"notByKey\":[]}\n");
    }

    @Test
    void refusesAJobWithMistakes() throws IOException {
        assertThat(gantry("scopes", job("group-bans: {gruop: \"7\"}"))
                        .with(ExitCode.MISTAKE)
                        .err())
                .contains("unknown key \"gruop\"; did you mean \"group\"?");
    }

    @Test
    void validateSaysWhatIsToBeKnownOfWhatAJobReads() throws IOException {
        Path job = job("localization-table-entries-v1: {table: \"7\"}");
        assertThat(gantry("validate", job).with(ExitCode.DONE).lines())
                .containsExactly(
                        job + ": some is valid.",
                        "  note: localization-table-entries-v1 takes no API key and no token, only the cookie of an account"
                                + " (ROBLOSECURITY).",
                        "  note: Roblox recommends localization-table-entries instead of localization-table-entries-v1.");
    }
}
