package dev.gantry.opencloud.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** A request under way, which another thread can cut off by closing its connection. */
final class Exchange extends BasicClassicHttpRequest implements CancellableDependency {

    private static final long serialVersionUID = 1;

    private final transient HttpHost host;

    /** By {@link System#nanoTime}: when it began, or when a file last moved on. */
    private volatile long movedAt;

    // Each side writes its own field before it reads the other's, so one of them always sees both.
    private volatile boolean isCutOff;
    private transient volatile @Nullable Cancellable connection;

    Exchange(String method, HttpHost host, String target) {
        super(method, host, target);
        this.host = host;
        this.movedAt = System.nanoTime();
    }

    HttpHost host() {
        return host;
    }

    /** A file has moved on: only from now on is it waited for again. */
    void moved() {
        movedAt = System.nanoTime();
    }

    /** Counts what is written as moving on. */
    OutputStream watched(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                moved();
            }
        };
    }

    /** Cuts it off if it has taken, or stood still, so long. */
    void cutOffAfter(long nanos) {
        if (System.nanoTime() - movedAt > nanos) {
            cancel();
        }
    }

    @Override
    public void setDependency(Cancellable dependency) {
        connection = dependency;
        if (isCutOff) {
            dependency.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return isCutOff;
    }

    @Override
    public boolean cancel() {
        isCutOff = true;
        Cancellable current = connection;
        return current != null && current.cancel();
    }
}
