package dev.gantry.opencloud.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that knows {@code CONNECT} and wants a login if it is given one. It keeps the head of every request. */
final class TestProxy implements AutoCloseable {
    private final ServerSocket server;
    private final String login;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private TestProxy(ServerSocket server, String login) {
        this.server = server;
        this.login = login;
    }

    /** @param login in Base64, or empty */
    static TestProxy start(String login) throws IOException {
        TestProxy proxy = new TestProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), login);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            heads.add("closed");
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                heads.add(head);
                if (!login.isEmpty() && !head.contains("Basic " + login)) {
                    out.write("HTTP/1.1 407 Login\r\nproxy-authenticate: Basic realm=\"x\"\r\ncontent-length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                } else if (head.startsWith("CONNECT ")) {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    tunnel(in, out, head.split("[ :]", -1)[2]);
                    return;
                } else {
                    out.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException | InterruptedException ended) {
            heads.add("broken");
        }
    }

    private void tunnel(InputStream in, OutputStream out, String port) throws IOException, InterruptedException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            Thread there = Thread.ofVirtual().start(() -> copy(in, target));
            target.getInputStream().transferTo(out);
            there.join();
        }
    }

    private void copy(InputStream in, Socket target) {
        try {
            in.transferTo(target.getOutputStream());
            target.shutdownOutput();
        } catch (IOException ended) {
            heads.add("ended");
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.write(c);
            if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.US_ASCII);
            }
        }
        return "";
    }
}
