package dev.gantry.opencloud.credential;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import dev.gantry.opencloud.http.Json;

import static java.util.Objects.requireNonNull;

/** Another process that holds a token's file until it is told to store tokens and let go. */
public final class TokenHolder {
    private TokenHolder() {}

    /** The arguments are the folder and the address; a line in is the sign. */
    public static void main(String[] args) throws Exception {
        var token = new Credential.RefreshToken("seed-refresh", "4711", Optional.empty(), Path.of(args[0]));
        try (TokenFile.Held held =
                TokenFile.of(token, "my connection", URI.create(args[1])).hold()) {
            System.out.println("held");
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody told to let go");
            }
            held.keep(Tokens.ofBytes(Json.bytes(Json.parse(args[2].getBytes(StandardCharsets.UTF_8)))));
        }
    }

    /** Returns once it holds the file. */
    public static Child start(Path folder, URI base, String tokens) throws IOException {
        String hidden = System.getProperty("surefire.test.class.path");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        hidden == null ? requireNonNull(System.getProperty("java.class.path")) : hidden,
                        TokenHolder.class.getName(),
                        folder.toString(),
                        base.toString(),
                        tokens)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        if (!"held".equals(out.readLine())) {
            throw new IllegalStateException("it did not start");
        }
        return new Child(process);
    }

    /** The process. */
    public record Child(Process process) {

        public void storeAndLetGo() throws IOException {
            try (var in = process.getOutputStream()) {
                in.write('\n');
            }
        }
    }
}
