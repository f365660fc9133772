package dev.gantry.files.s3;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;
import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Objects of a real S3 server are found and read, over connections that break. */
class S3FilesIT {

    private static final byte[] CONTENT = new byte[3_000_000];

    private static S3Server server;

    @BeforeAll
    static void store(@TempDir java.nio.file.Path objects) {
        server = S3Server.in(objects);
        new Random(1).nextBytes(CONTENT);
        List.of(
                        "in/a.csv",
                        "in/b.csv",
                        "in/b.csv.gz",
                        "in/_SUCCESS",
                        "in/.hidden.csv",
                        "in/x/c.csv",
                        "in/x/y/d.csv",
                        "in/_old/e.csv",
                        "in/day 1/\u00fc \ud83d\ude00%20.csv",
                        "other/f.csv")
                .forEach(key -> server.bucket().put(key, new byte[] {1}));
        server.bucket().put("big", CONTENT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static S3Files files() {
        return new S3Files(server.s3());
    }

    private static Location at(String key) {
        return Location.parse("s3://archive/" + key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            in/a.csv        | in/a.csv
            in/*.csv        | in/a.csv in/b.csv
            in/*.csv*       | in/a.csv in/b.csv in/b.csv.gz
            in/?.csv        | in/a.csv in/b.csv
            in/{b,x/c}.csv  | in/b.csv in/x/c.csv
            in/{b,z}.csv{,.gz} | in/b.csv in/b.csv.gz
            in/x/**/d.csv   | in/x/y/d.csv
            in/x/**         | in/x/c.csv in/x/y/d.csv
            */f.csv         | other/f.csv
            in/_old/*.csv   | in/_old/e.csv
            in/nothing*     | ''
            in/nothing      | ''
            in              | ''
            """)
    void findsWhatAPatternNames(String pattern, String found) {
        assertThat(files().find(at(pattern)))
                .extracting(file -> file.location().toString().replace("s3://archive/", ""))
                .containsExactly(found.isEmpty() ? new String[0] : found.split(" "));
    }

    @Test
    void findsNamesOfAnyLetters() throws Exception {
        List<StoredFile> found = files().find(at("in/day 1/*.csv"));
        assertThat(found).extracting(StoredFile::location).containsExactly(at("in/day 1/\u00fc \ud83d\ude00%20.csv"));
        assertThat(found).extracting(StoredFile::bytes).containsExactly(1L);
        assertThat(files().find(found.getFirst().location())).isEqualTo(found);
        try (InputStream in = files().open(found.getFirst(), 0)) {
            assertThat(in.readAllBytes()).containsExactly(1);
        }
    }

    /** A page of a list holds a thousand. */
    @Test
    void findsMoreThanOnePage() {
        List<String> keys = IntStream.range(0, 2_100)
                .mapToObj(i -> "many/%05d.jsonl".formatted(i))
                .toList();
        AtOnce.forEach(keys, key -> server.bucket().put(key, new byte[0]));
        assertThat(files().find(at("many/*.jsonl")))
                .extracting(file -> ((Location.S3) file.location()).key())
                .isEqualTo(keys);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "1500000", "2999999", "3000000"})
    void readsFromAnOffset(int from) throws Exception {
        try (InputStream in = files().open(files().find(at("big")).getFirst(), from)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, from, CONTENT.length));
        }
    }

    @Test
    void stopsReadingInTheMiddle() throws Exception {
        StoredFile big = files().find(at("big")).getFirst();
        for (int i = 0; i < 100; i++) { // more than the client has connections: each has to be given back
            try (InputStream in = files().open(big, 7)) {
                assertThat(in.readNBytes(3)).isEqualTo(Arrays.copyOfRange(CONTENT, 7, 10));
            }
        }
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        try (Cable cable = Cable.to(server.uri(), 400_000, 6);
                S3 s3 = S3.over(() -> S3Server.client(cable.uri()))) {
            S3Files files = new S3Files(s3);
            try (InputStream in = files.open(files.find(at("big")).getFirst(), 10)) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 10, CONTENT.length));
            }
            assertThat(cable.breaksLeft()).isZero();
        }
    }

    @Test
    void givesUpOnAConnectionThatOnlyBreaks() throws Exception {
        StoredFile big = files().find(at("big")).getFirst();
        try (Cable cable = Cable.to(server.uri(), 0, Integer.MAX_VALUE);
                S3 s3 = S3.over(() -> S3Server.client(cable.uri()));
                InputStream in = new S3Files(s3).open(big, 10)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(S3Failed.class)
                    .hasMessageStartingWith("cannot read s3://archive/big: ")
                    .hasMessageEndingWith(". Check the network and the store, then `gantry resume` goes on if a run was"
                            + " under way.");
        }
    }

    /** What was read of one version is not gone on with from another. */
    @Test
    void refusesToGoOnWithAnotherVersion() throws Exception {
        server.bucket().put("changing", CONTENT);
        try (Cable cable = Cable.to(server.uri(), 1_000_000, 1);
                S3 s3 = S3.over(() -> S3Server.client(cable.uri()))) {
            StoredFile found = files().find(at("changing")).getFirst();
            try (InputStream in = new S3Files(s3).open(found, 0)) {
                in.readNBytes(10);
                server.bucket().put("changing", new byte[CONTENT.length]);
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(UserMistake.class)
                        .hasMessageMatching(
                                "cannot go on reading s3://archive/changing at byte [0-9]+: it is no longer the"
                                        + " object that was found \\(\"[0-9a-f]+\"\\), it was replaced or deleted meanwhile. Start"
                                        + " the run again.");
            }
            server.bucket().delete("changing");
            assertThatThrownBy(() -> files().open(found, 0).read()).isInstanceOf(UserMistake.class);
        }
    }
}
