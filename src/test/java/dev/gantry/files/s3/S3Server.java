package dev.gantry.files.s3;

import java.net.URI;
import java.nio.file.Path;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server of this JVM, with signatures and multipart uploads, over a folder. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "archive";
    public static final String ACCESS_KEY = "AKIDTEST";
    public static final String SECRET = "s3cr3t-of-the-test";

    private final S3Proxy server;
    private final S3Client client;

    private S3Server(S3Proxy server) {
        this.server = server;
        this.client = client(uri());
        client.createBucket(create -> create.bucket(BUCKET));
    }

    /** With one bucket that is empty. */
    public static S3Server in(Path folder) {
        try {
            S3Proxy server = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET)
                    .build();
            server.start();
            return new S3Server(server);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** The way in with the right credentials. */
    public S3 s3() {
        return S3.over(() -> client(uri()));
    }

    public S3Client client() {
        return client;
    }

    static S3Client client(URI uri) {
        return Connect.builder()
                .endpointOverride(uri)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET)))
                .build();
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
