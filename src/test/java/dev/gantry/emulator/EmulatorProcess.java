package dev.gantry.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import static java.util.Objects.requireNonNull;

/** An emulator in a process of its own, to be killed. */
final class EmulatorProcess {
    private final Process process;
    private final URI baseUri;

    private EmulatorProcess(Process process, URI baseUri) {
        this.process = process;
        this.baseUri = baseUri;
    }

    /** Serves until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults().withState(Path.of(args[0])))) {
            System.out.println(emulator.baseUri());
            new CountDownLatch(1).await();
        }
    }

    static EmulatorProcess start(Path state) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        EmulatorProcess.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        return new EmulatorProcess(process, URI.create(requireNonNull(out.readLine(), "it did not start")));
    }

    /** The build's, which Failsafe may hide in a jar's manifest. */
    private static String classPath() {
        String hidden = System.getProperty("surefire.test.class.path");
        return hidden == null ? requireNonNull(System.getProperty("java.class.path")) : hidden;
    }

    URI baseUri() {
        return baseUri;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
