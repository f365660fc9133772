package dev.gantry.files.s3;

import java.net.URI;
import java.nio.file.Path;

import dev.gantry.files.Location;
import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What people read when a real server refuses or is not there. */
class TroubleIT {

    private static final String RESUME = ", then `gantry resume` goes on if a run was under way.";
    private static final String CREDENTIALS =
            "They are read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN), from the profile that"
                    + " AWS_PROFILE names, or from the machine's role";

    private static S3Server server;

    @BeforeAll
    static void start(@TempDir Path objects) {
        server = S3Server.in(objects);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static S3 with(String key, String secret) {
        return S3.over(() -> S3Server.builder(server.uri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
                .build());
    }

    @Test
    void aBucketThatIsNotThere() {
        Bucket bucket = server.s3().bucket("nowhere");
        String why =
                ": there is no bucket nowhere (NoSuchBucket, HTTP 404). Create it or name another one. Is it of another"
                        + " account or store, then set gantry.s3 in config/application.yml or AWS_ENDPOINT_URL_S3 and AWS_REGION"
                        + RESUME;
        assertThatThrownBy(() -> bucket.list("a/"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot list s3://nowhere/a/" + why);
        assertThatThrownBy(() -> new S3Files(server.s3()).find(Location.parse("s3://nowhere/a.csv")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot list s3://nowhere" + why);
        assertThatThrownBy(() -> bucket.put("a/b", new byte[0]))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot write s3://nowhere/a/b" + why);
    }

    @Test
    void credentialsThatAreWrong() {
        for (S3 wrong : new S3[] {with("AKIDOTHER", S3Server.SECRET), with(S3Server.ACCESS_KEY, "not-the-s3cr3t")}) {
            try (wrong) {
                assertThatThrownBy(() -> wrong.bucket(S3Server.BUCKET).list("a/"))
                        .isInstanceOf(UserMistake.class)
                        .hasMessageMatching("cannot list s3://archive/a/: the store does not accept the credentials"
                                + " \\((InvalidAccessKeyId|SignatureDoesNotMatch), HTTP 403\\)\\. \\Q" + CREDENTIALS
                                + ". Put these right" + RESUME + "\\E")
                        .satisfies(mistake -> assertThat(mistake.getMessage())
                                .doesNotContain("not-the-s3cr3t", S3Server.SECRET, "AKID"));
            }
        }
    }

    @Test
    void aServerThatIsNotThere() {
        try (S3 nobody = S3.over(() -> S3Server.client(URI.create("http://127.0.0.1:1")))) {
            assertThatThrownBy(() -> nobody.bucket("archive").list("a/"))
                    .isInstanceOf(S3Failed.class)
                    .hasMessageStartingWith("cannot list s3://archive/a/: ")
                    .hasMessageContaining("onnect")
                    .hasMessageContaining("refused")
                    .hasMessageEndingWith(". Check the network and the store" + RESUME);
        }
    }

    @Test
    void anEndpointThatIsNone() {
        try (S3 wrong = S3.of(new S3Settings(URI.create("127.0.0.1/9000"), null, null))) {
            assertThatThrownBy(() -> wrong.bucket("archive").list("a/"))
                    .isInstanceOf(UserMistake.class)
                    .hasMessage(
                            "gantry.s3.endpoint is 127.0.0.1/9000, and has to be http:// or https:// and a host, such as"
                                    + " http://127.0.0.1:9000. Mend it in config/application.yml.");
        }
    }
}
