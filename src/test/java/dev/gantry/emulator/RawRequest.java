package dev.gantry.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Puts bytes on the wire that no proper client would. */
final class RawRequest {
    private RawRequest() {}

    /** Sends a request with a target that is not checked, and returns the status of the answer. */
    static int status(URI base, String method, String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-api-key: "
                + EmulatorOptions.DEMO_API_KEY + "\r\ncontent-length: " + bytes.length + "\r\n\r\n";
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
