package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TransportIT {
    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final Duration OFTEN = Duration.ofMillis(20);

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"})
    void cutsOffAServerThatFallsSilent(String said) throws IOException {
        List<Socket> accepted = new CopyOnWriteArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Transport transport = new Transport(Wire.defaults().withReadTimeout(LONGEST), 1, "test", OFTEN)) {
            Thread.ofVirtual().start(() -> sayAndHold(server, said, accepted));
            URI base = URI.create("http://127.0.0.1:" + server.getLocalPort());

            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> transport.send(Message.get(base, "/silent")))
                    .withMessage("no whole answer within 0 s");
            assertThat(accepted).hasSize(1);
        } finally {
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }

    /** Neither closes nor says more: the client must end it. */
    private static void sayAndHold(ServerSocket server, String said, List<Socket> accepted) {
        try {
            Socket socket = server.accept();
            accepted.add(socket);
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        }
    }
}
