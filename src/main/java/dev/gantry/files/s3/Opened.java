package dev.gantry.files.s3;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** One client for all who ask, made for the first. */
final class Opened implements Supplier<S3Client>, AutoCloseable {

    private final Supplier<S3Client> connect;
    private @Nullable S3Client client;

    Opened(Supplier<S3Client> connect) {
        this.connect = connect;
    }

    static Opened to(S3Settings settings) {
        return new Opened(() -> Connect.to(settings, System.getenv()));
    }

    @Override
    public synchronized S3Client get() {
        if (client == null) {
            client = connect.get();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
