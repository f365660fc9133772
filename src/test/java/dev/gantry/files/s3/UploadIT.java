package dev.gantry.files.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadIT {

    private static final int LARGE = 20 << 20;
    private static final int PART = 5 << 20;

    @TempDir
    private Path temp;

    private S3Server server;
    private Path file;
    private byte[] content;

    @BeforeEach
    void begin() throws Exception {
        server = S3Server.in(Files.createDirectory(temp.resolve("objects")));
        content = new byte[LARGE + 1];
        new Random(3).nextBytes(content);
        file = Files.write(temp.resolve("file"), content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isInvisibleUntilItIsComplete() throws Exception {
        RequestsSeen seen = RequestsSeen.all();
        Upload upload = server.s3(seen).bucket(S3Server.BUCKET).upload("p/large", "mark");
        upload.send(file, PART);
        assertThat(server.names("p")).isEmpty();
        assertThat(server.bucket().uploads("p/")).containsExactly(upload.unfinished());
        assertThat(seen.done())
                .filteredOn(each -> each.startsWith("UploadPart"))
                .hasSize(5);
        upload.complete();
        assertThat(server.bucket().list("p/")).extracting(StoredObject::bytes).containsExactly(LARGE + 1L);
        assertThat(server.bucket().read("p/large")).contains(content);
        assertThat(server.bucket().uploads("p/")).isEmpty();
    }

    @Test
    void leavesNothingOnceAborted() throws Exception {
        Upload upload = server.bucket().upload("p/large", "mark");
        upload.send(file, PART);
        upload.abort();
        upload.abort();
        assertThat(server.bucket().uploads("")).isEmpty();
        assertThat(server.names("p")).isEmpty();
    }

    /**
     * As it is where the answer to a first request to complete it was lost. This server knows uploads that it has completed
     * by what it makes of them, so the object stems from another that differs in its parts alone.
     */
    @Test
    void isCompleteIfTheStoreHasItAndKnowsNoUpload() throws Exception {
        Upload upload = server.bucket().upload("p/large", "mark");
        upload.send(file, PART);
        Upload alike = server.bucket().upload("p/large", "mark");
        alike.send(file, PART + 1);
        alike.complete();
        upload.abort();
        upload.complete();
        assertThat(server.bucket().read("p/large")).contains(content);
    }

    @Test
    void isNotCompleteIfTheStoreHasOnlyAnotherOfItsNameAndSize() throws Exception {
        Upload former = server.bucket().upload("p/large", "former");
        former.send(Files.write(temp.resolve("former"), new byte[content.length]), PART);
        former.complete();
        Upload upload = server.bucket().upload("p/large", "mark");
        upload.send(file, PART);
        upload.abort();
        assertThatThrownBy(upload::complete)
                .isInstanceOf(S3Failed.class)
                .hasMessageStartingWith(
                        "cannot complete s3://archive/p/large: the store answered NoSuchUpload, HTTP 404");
    }

    @Test
    void sendsSmallAndEmptyFilesToo() throws Exception {
        for (int size : List.of(0, 1)) {
            Path small = Files.write(temp.resolve("small"), new byte[size]);
            Upload upload = server.bucket().upload("p/small", "mark");
            upload.send(small, PART);
            upload.complete();
            assertThat(server.bucket().find("p/small").orElseThrow().bytes()).isEqualTo(size);
        }
    }

    @Test
    void survivesConnectionsThatBreak() throws Exception {
        try (Cable cable = Cable.to(server.uri(), 0, 3);
                S3 s3 = S3.over(() -> S3Server.client(cable.uri()))) {
            Upload upload = s3.bucket(S3Server.BUCKET).upload("p/large", "mark");
            upload.send(file, PART);
            upload.complete();
            assertThat(cable.breaksLeft()).isZero();
        }
        assertThat(server.bucket().read("p/large")).contains(content);
    }
}
