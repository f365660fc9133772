package dev.gantry.files.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that breaks: a connection that has carried so many bytes of answers ends, a number of times. */
final class Cable implements AutoCloseable {

    private final ServerSocket entrance;
    private final URI server;
    private final long bytes;
    private final AtomicInteger breaks;

    private Cable(ServerSocket entrance, URI server, long bytes, int breaks) {
        this.entrance = entrance;
        this.server = server;
        this.bytes = bytes;
        this.breaks = new AtomicInteger(breaks);
    }

    static Cable to(URI server, long bytes, int breaks) {
        try {
            Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, bytes, breaks);
            Thread.ofVirtual().start(cable::accept);
            return cable;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
    }

    int breaksLeft() {
        return breaks.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                Socket far = new Socket(server.getHost(), server.getPort());
                Thread.ofVirtual().start(() -> carry(near, far, Long.MAX_VALUE));
                Thread.ofVirtual().start(() -> carry(far, near, bytes));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to, long most) {
        byte[] some = new byte[4096];
        long left = most;
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                left -= read;
                if (left < 0 && breaks.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    return;
                }
                out.write(some, 0, read);
            }
        } catch (IOException closed) {
            // The other direction has closed both.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
