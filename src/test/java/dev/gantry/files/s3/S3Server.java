package dev.gantry.files.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** An S3 server of this JVM, with signatures and multipart uploads, over a folder; it has one bucket. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "archive";
    public static final String ACCESS_KEY = "AKIDTEST";
    public static final String SECRET = "s3cr3t-of-the-test";

    private final S3Proxy server;
    private final WatchedObjects objects;
    private final Bucket bucket;
    private final S3 s3;

    private S3Server(S3Proxy server, WatchedObjects objects) {
        this.server = server;
        this.objects = objects;
        this.s3 = S3.over(() -> client(uri()));
        this.bucket = s3.bucket(BUCKET);
        bucket.ask("cannot create", "", client -> client.createBucket(create -> create.bucket(BUCKET)));
    }

    /** @param folder where it keeps what it is given */
    public static S3Server in(Path folder) {
        WatchedObjects objects = new WatchedObjects(new FilesystemNio2BlobStore(folder.toString()));
        try {
            S3Proxy server = S3Proxy.builder()
                    .blobStore(objects)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET)
                    .build();
            server.start();
            return new S3Server(server, objects);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Tells of each change before it is made, such as {@code CompleteMultipartUpload saves/part-00000.parquet}. */
    public void listen(Consumer<String> listener) {
        objects.listen(listener);
    }

    /** The way in with the right credentials. */
    public S3 s3() {
        return s3;
    }

    /** The same, by a client of its own that is watched. */
    public S3 s3(ExecutionInterceptor watch) {
        return S3.over(() -> builder(uri())
                .overrideConfiguration(override -> override.addExecutionInterceptor(watch))
                .build());
    }

    /** With the bucket of the server. */
    public Bucket bucket() {
        return bucket;
    }

    /** The names of all objects under a prefix, sorted. */
    public List<String> names(String prefix) {
        return bucket.list(prefix + "/").stream()
                .map(object -> object.key().substring(prefix.length() + 1))
                .sorted()
                .toList();
    }

    /** Copies all objects under a prefix into a folder of this machine. */
    public void download(String prefix, Path folder) {
        try {
            for (String name : names(prefix)) {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, bucket.read(prefix + "/" + name).orElseThrow());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static S3Client client(URI uri) {
        return builder(uri).build();
    }

    static S3ClientBuilder builder(URI uri) {
        return Connect.builder()
                .endpointOverride(uri)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET)));
    }

    @Override
    public void close() {
        s3.close();
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
