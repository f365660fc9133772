package dev.gantry;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gantry.files.Durable;

/** Options with which a hundred short processes do not each begin from nothing. */
public final class QuickStart {

    private static final int AHEAD_OF_TIME = 25;

    private static final String CLASS_PATH = find();
    private static final List<String> SHORT_LIVED = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:disable",
            // As the launcher has it; an older JDK does not warn and is told nothing that matters.
            Runtime.version().feature() < 23 ? "-Dgantry.quiet=true" : "--sun-misc-unsafe-memory-access=allow");

    /** A third of a start compiled what the training had found hot, and a tenth moved the archive to a random address. */
    private static final List<String> FEW_COMPILATIONS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTReplayTraining",
            "-XX:ArchiveRelocationMode=0");

    private static final List<String> OPTIONS = train();

    private QuickStart() {}

    public static List<String> options() {
        return OPTIONS;
    }

    /** The build's, which Failsafe may hide in a jar's manifest: jars first, because only these can be archived. */
    public static String classPath() {
        return CLASS_PATH;
    }

    private static String find() {
        String hidden = System.getProperty("surefire.test.class.path");
        String path = hidden == null ? Objects.requireNonNull(System.getProperty("java.class.path")) : hidden;
        return Arrays.stream(path.split(File.pathSeparator))
                .map(QuickStart::jarIfBuilt)
                .sorted(Comparator.comparing(QuickStart::isFolder))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar that was packaged of the main classes, unless one of them is newer. */
    private static String jarIfBuilt(String entry) {
        Path classes = Path.of(entry);
        File jar = classes.resolveSibling("gantry.jar").toFile();
        if (!classes.endsWith("target/classes") || !jar.exists()) {
            return entry;
        }
        try (Stream<Path> files = Files.walk(classes)) {
            boolean isStale = files.anyMatch(
                    file -> file.toFile().isFile() && file.toFile().lastModified() > jar.lastModified());
            return isStale ? entry : jar.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isFolder(String entry) {
        return Files.isDirectory(Path.of(entry));
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** From JDK 25 on, what one run has loaded and linked is kept for the others, which halves their start. */
    private static List<String> train() {
        if (Runtime.version().feature() < AHEAD_OF_TIME) {
            return SHORT_LIVED;
        }
        // It fits no other class path.
        String name = "gantry-it-" + Integer.toHexString(CLASS_PATH.hashCode()) + ".aot";
        Path archive = Path.of("target", name).toAbsolutePath();
        try {
            if (isOlderThanAJar(archive)) {
                trainInto(archive);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        List<String> options = new ArrayList<>(SHORT_LIVED);
        // An archive that is missing or does not fit is passed over by the JVM.
        options.add("-XX:AOTCache=" + archive);
        options.addAll(FEW_COMPILATIONS);
        return List.copyOf(options);
    }

    private static boolean isOlderThanAJar(Path archive) {
        long trained = archive.toFile().lastModified();
        return jars().anyMatch(jar -> new File(jar).lastModified() > trained);
    }

    private static void trainInto(Path archive) throws IOException {
        Files.deleteIfExists(archive);
        Path folder = Files.createTempDirectory("gantry-it");
        List<String> line = new ArrayList<>(List.of(java(), "-XX:AOTCacheOutput=" + archive));
        line.addAll(SHORT_LIVED);
        line.addAll(List.of("-cp", jars().collect(Collectors.joining(File.pathSeparator)), "dev.gantry.cli.WarmUp"));
        line.addAll(
                List.of("run", Path.of("jobs/player-saves.yml").toAbsolutePath().toString(), "--emulator"));
        line.addAll(List.of("--limit", "300", "--limits", "{\"read\": \"none\", \"list\": \"none\"}"));
        try {
            new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            Durable.deleteTree(folder);
        }
    }

    private static Stream<String> jars() {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator)).filter(entry -> !isFolder(entry));
    }
}
