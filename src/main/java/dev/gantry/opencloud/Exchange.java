package dev.gantry.opencloud;

import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** A GET under way, which another thread can cut off by closing its connection. */
final class Exchange extends BasicClassicHttpRequest implements CancellableDependency {

    private static final long serialVersionUID = 1;

    private final long began;

    // Each side writes its own field before it reads the other's, so one of them always sees both.
    private volatile boolean isCutOff;
    private transient volatile @Nullable Cancellable connection;

    /** @param began by {@link System#nanoTime} */
    Exchange(HttpHost host, String target, long began) {
        super("GET", host, target);
        this.began = began;
    }

    /** Cuts it off if it has taken so long. */
    void cutOffAfter(long nanos) {
        if (System.nanoTime() - began > nanos) {
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
