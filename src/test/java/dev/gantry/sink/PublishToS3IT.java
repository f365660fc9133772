package dev.gantry.sink;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.gantry.database.Databases;
import dev.gantry.files.Location;
import dev.gantry.files.s3.RequestsSeen;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Server;
import dev.gantry.job.UserMistake;
import dev.gantry.sink.parquet.Compression;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A prefix of a real S3 server is replaced by a publication, whatever ends the attempts before. */
class PublishToS3IT {

    private static final Provenance EARLIER = Staging.provenance("16");
    private static final Provenance LATER = Staging.provenance("17");
    private static final int ROWS_PER_FILE = 20;

    private static S3Server server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer(@TempDir Path objects) {
        server = S3Server.in(objects);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static List<JsonNode> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Staging.json("{\"id\":" + i + ",\"name\":\"n" + i + "\"}"))
                .toList();
    }

    private static FolderSink sink(String prefix) {
        return Staging.sink(new Location.S3(S3Server.BUCKET, prefix), List.of(), Compression.ZSTD, ROWS_PER_FILE);
    }

    private Outside outside(S3 s3) {
        return new Outside(Databases.NONE, s3, folder.resolve("uploads"));
    }

    private Staged staged(int from, int to) throws Exception {
        Path log = folder.resolve("log-" + from + "-" + to);
        return Files.exists(log)
                ? new Staged(log, Files.size(log))
                : Staging.stage(sink("unused"), log, rows(from, to));
    }

    private Published publish(String prefix, Provenance provenance, S3 s3, int from, int to) throws Exception {
        return sink(prefix).publish(List.of(staged(from, to)), Staging.publishing(provenance, outside(s3)));
    }

    private void assertHolds(String prefix, int from, int to) throws Exception {
        Path copy = Files.createTempDirectory(folder, "copy");
        server.download(prefix, copy);
        DuckDb.assertHolds(copy, rows(from, to));
    }

    @Test
    void publishesFilesWithTheirSchemaAndNothingElse() throws Exception {
        sink("exports/saves").refuseBadTarget(outside(server.s3()));
        Published published = publish("exports/saves", LATER, server.s3(), 0, 50);
        assertThat(published.target()).isEqualTo("s3://archive/exports/saves");
        assertThat(published.rows()).isEqualTo(50);
        assertThat(published.files()).isEqualTo(3);
        assertThat(published.look())
                .contains("duckdb -c \"FROM 's3://archive/exports/saves/part-*.parquet' LIMIT 10\"");
        assertThat(server.names("exports/saves"))
                .containsExactly(
                        "_SUCCESS", "_schema.json", "part-00000.parquet", "part-00001.parquet", "part-00002.parquet");
        assertHolds("exports/saves", 0, 50);
        assertThat(server.bucket().uploads("exports/saves")).isEmpty();
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "percent%20",
                "plus+and&",
                "emoji-\ud83d\ude00/\u00fc",
                "date=2026-11-26",
                "a/b/c/d"
            })
    void publishesUnderAnyPrefix(String prefix) throws Exception {
        publish(prefix, EARLIER, server.s3(), 900, 990);
        publish(prefix, LATER, server.s3(), 0, 30);
        assertThat(server.names(prefix))
                .containsExactly("_SUCCESS", "_schema.json", "part-00000.parquet", "part-00001.parquet");
        assertHolds(prefix, 0, 30);
    }

    @Test
    void publishesThatThereIsNothing() throws Exception {
        publish("empty", EARLIER, server.s3(), 0, 5);
        assertThat(publish("empty", LATER, server.s3(), 0, 0).rows()).isZero();
        assertThat(server.names("empty")).containsExactly("_SUCCESS", "_schema.json");
    }

    @Test
    void leavesWhatBeginsAlikeAlone() throws Exception {
        server.bucket().put("alike-not/other.csv", new byte[1]);
        publish("alike", LATER, server.s3(), 0, 5);
        assertThat(server.names("alike-not")).containsExactly("other.csv");
    }

    @Test
    void marksTheDataSetAsCompleteLast() throws Exception {
        publish("last", EARLIER, server.s3(), 900, 990);
        RequestsSeen seen = RequestsSeen.all();
        publish("last", LATER, server.s3(seen), 0, 30);
        List<String> changes = seen.done().stream()
                .filter(each -> each.matches("(Put|Delete|Complete).*"))
                .toList();
        assertThat(changes.subList(0, 2)).containsExactly("DeleteObject last/_SUCCESS", "PutObject last/_schema.json");
        assertThat(changes.subList(2, 4))
                .containsExactlyInAnyOrder(
                        "CompleteMultipartUpload last/part-00000.parquet",
                        "CompleteMultipartUpload last/part-00001.parquet");
        assertThat(changes.subList(4, 7))
                .containsExactlyInAnyOrder(
                        "DeleteObject last/part-00002.parquet",
                        "DeleteObject last/part-00003.parquet",
                        "DeleteObject last/part-00004.parquet");
        assertThat(changes.subList(7, changes.size()))
                .containsExactly("PutObject last/_schema.json", "PutObject last/_SUCCESS");
    }

    @Test
    void writesNothingAgainOncePublished() throws Exception {
        Published first = publish("again", LATER, server.s3(), 0, 30);
        RequestsSeen seen = RequestsSeen.all();
        assertThat(publish("again", LATER, server.s3(seen), 0, 30)).isEqualTo(first);
        assertThat(seen.done()).noneMatch(each -> each.matches("(Put|Delete|Complete|Create).*"));
    }

    /** After every request that publishing makes, whether it was told that it was done or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAlikeAfterAKillAtAnyRequest(boolean isLastAnswered) throws Exception {
        Set<String> left = new HashSet<>();
        for (int requests = 0; ; requests++) {
            String prefix = "killed-" + isLastAnswered + "-" + requests;
            publish(prefix, EARLIER, server.s3(), 900, 990);
            RequestsSeen seen = RequestsSeen.only(requests, isLastAnswered);
            try {
                publish(prefix, LATER, server.s3(seen), 0, 50);
            } catch (RuntimeException killed) {
                assertThat(seen.hasCut()).isTrue();
            }
            List<String> names = server.names(prefix);
            if (names.contains("_SUCCESS")) {
                boolean isNew = new String(
                                server.bucket().read(prefix + "/_schema.json").orElseThrow(), StandardCharsets.UTF_8)
                        .contains("\"run\" : \"17\"");
                assertHolds(prefix, isNew ? 0 : 900, isNew ? 50 : 990);
            }
            left.add(String.join(" ", names));
            sink(prefix).refuseBadTarget(outside(server.s3()));
            publish(prefix, LATER, server.s3(), 0, 50);
            assertPublishedAlone(prefix);
            if (!seen.hasCut()) {
                break;
            }
        }
        assertThat(left).as("states that kills left").hasSizeGreaterThan(4);
    }

    @Test
    void endsAlikeAfterAKillOfTheFirstPublication() throws Exception {
        for (int requests = 0; ; requests++) {
            String prefix = "first-" + requests;
            RequestsSeen seen = RequestsSeen.only(requests, true);
            try {
                publish(prefix, LATER, server.s3(seen), 0, 50);
            } catch (RuntimeException killed) {
                assertThat(seen.hasCut()).isTrue();
            }
            sink(prefix).refuseBadTarget(outside(server.s3()));
            publish(prefix, LATER, server.s3(), 0, 50);
            assertPublishedAlone(prefix);
            if (!seen.hasCut()) {
                break;
            }
        }
    }

    private void assertPublishedAlone(String prefix) throws Exception {
        assertThat(server.names(prefix))
                .as(prefix)
                .containsExactly(
                        "_SUCCESS", "_schema.json", "part-00000.parquet", "part-00001.parquet", "part-00002.parquet");
        assertHolds(prefix, 0, 50);
        assertThat(server.bucket().uploads(prefix + "/")).isEmpty();
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void leavesNoUploadAfterAFailure() throws Exception {
        publish("failed", EARLIER, server.s3(), 900, 990);
        Staged damaged = staged(0, 50);
        byte[] log = Files.readAllBytes(damaged.file());
        log[log.length - 3] ^= 1;
        Files.write(damaged.file(), log);
        assertThatThrownBy(() -> publish("failed", LATER, server.s3(), 0, 50)).hasMessageContaining("log-0-50");
        assertThat(server.bucket().uploads("failed/")).isEmpty();
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
        assertThat(server.names("failed")).contains("_SUCCESS");
        assertHolds("failed", 900, 990);
    }

    @Test
    void refusesAPrefixThatHoldsWhatIsNotOurs() throws Exception {
        publish("foreign", EARLIER, server.s3(), 0, 5);
        server.bucket().put("foreign/notes.txt", new byte[1]);
        assertThatThrownBy(() -> sink("foreign").refuseBadTarget(outside(server.s3())))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot publish to s3://archive/foreign: it holds what Gantry did not publish there"
                        + " (notes.txt), and publishing replaces everything under the prefix. Name another prefix or move"
                        + " these away.");
        assertThatThrownBy(() -> publish("foreign", LATER, server.s3(), 0, 9)).isInstanceOf(UserMistake.class);
        assertHolds("foreign", 0, 5);
    }

    @Test
    void refusesDataThatNobodySaysIsOurs() {
        server.bucket().put("spark/part-00000.parquet", new byte[1]);
        server.bucket().put("spark/_SUCCESS", new byte[0]);
        assertThatThrownBy(() -> sink("spark").refuseBadTarget(outside(server.s3())))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(
                        "cannot publish to s3://archive/spark: it holds _SUCCESS, part-00000.parquet but no"
                                + " _schema.json, so Gantry did not publish it");
    }

    @Test
    void putsUpWithTheMarksOfFolders() throws Exception {
        server.bucket().put("marked/", new byte[0]);
        sink("marked").refuseBadTarget(outside(server.s3()));
        publish("marked", LATER, server.s3(), 0, 20);
        assertThat(server.names("marked")).contains("_SUCCESS", "part-00000.parquet");
    }

    @Test
    void refusesAWholeBucket() {
        assertThatThrownBy(() -> sink(""))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot publish to s3://archive: a data set replaces everything there, and this is a whole"
                        + " bucket. Name a prefix in it, such as s3://archive/players.");
    }

    @Test
    void lettingNothingBadThroughChangesNothing() {
        RequestsSeen seen = RequestsSeen.all();
        sink("untouched").refuseBadTarget(outside(server.s3(seen)));
        assertThat(seen.done())
                .containsExactly(
                        "ListObjectsV2",
                        "CreateMultipartUpload untouched/_SUCCESS",
                        "AbortMultipartUpload untouched/_SUCCESS");
        assertThat(server.names("untouched")).isEmpty();
        assertThat(server.bucket().uploads("untouched/")).isEmpty();
    }
}
