package dev.gantry.files.s3;

import java.util.function.Supplier;

import software.amazon.awssdk.services.s3.S3Client;

/**
 * The way to an object store, opened when first used. Safe for many threads. No member names a class of the SDK, so that
 * whoever looks at this class, as Spring does, need not load it.
 */
public final class S3 implements AutoCloseable {

    private final Opened opened;

    private S3(Opened opened) {
        this.opened = opened;
    }

    /** With the credentials that the SDK finds. */
    public static S3 of(S3Settings settings) {
        return new S3(Opened.to(settings));
    }

    /** Whose client is closed with this. */
    static S3 over(Supplier<S3Client> connect) {
        return new S3(new Opened(connect));
    }

    public Bucket bucket(String name) {
        return new Bucket(opened, name);
    }

    @Override
    public void close() {
        opened.close();
    }
}
