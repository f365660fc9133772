package dev.gantry.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Json;
import dev.gantry.emulator.wire.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The file that keeps what an emulator holds: JSON lines, the first of which tells what it was seeded with and every further
 * one a change ({@link StateLine}). A change is written before it is answered, so a killed emulator has lost nothing that it
 * told; half a line at the end is what it had not told yet, and is dropped. One emulator at a time has it.
 */
final class StateFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final int FORMAT = 1;

    private final Path file;
    private final FileChannel channel;
    private boolean isBroken;
    private int restored;

    /** What to do with a line. */
    @FunctionalInterface
    interface Reader {
        /**
         * Does what the line tells.
         *
         * @throws RuntimeException when that cannot be done
         */
        void read(JsonNode line);
    }

    private StateFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a file, made if there is none.
     *
     * @throws UncheckedIOException when it cannot be read and written, or another emulator has it
     */
    static StateFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(channel, file);
            return new StateFile(file, channel);
        } catch (IOException failed) {
            close(channel);
            throw new UncheckedIOException(
                    "The emulator's state file " + file + " cannot be used: " + failed.getMessage(), failed);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException sameProcess) {
            LOG.debug("{} is used by this process", file, sameProcess);
        }
        throw new IOException("another emulator is using it");
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failed) {
            LOG.warn("A state file could not be closed", failed);
        }
    }

    /**
     * Reads all that was kept, and cuts off half a line at the end. A new file gets its first line.
     *
     * @throws IllegalArgumentException when the file belongs to a world seeded otherwise, or a line cannot be done
     * @throws UncheckedIOException when it cannot be read
     */
    void readAll(EmulatorOptions options, Reader reader) {
        try {
            if (channel.size() == 0) {
                append(json -> writeSeed(json, options));
                return;
            }
            long whole = 0;
            int number = 0;
            BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long end = whole + line.getBytes(StandardCharsets.UTF_8).length + 1;
                if (end > channel.size()) {
                    break;
                }
                number++;
                whole = end;
                read(line, number, options, reader);
            }
            channel.truncate(whole);
            channel.position(whole);
        } catch (IOException failed) {
            throw new UncheckedIOException("The emulator's state file " + file + " cannot be read: " + failed, failed);
        }
    }

    /** How many lines were read and done again. */
    int restored() {
        return restored;
    }

    private void read(String line, int number, EmulatorOptions options, Reader reader) {
        try {
            JsonNode read = Body.of(line.getBytes(StandardCharsets.UTF_8)).object();
            if (number == 1) {
                checkSeed(read, options);
            } else {
                reader.read(read);
                restored++;
            }
        } catch (RuntimeException failed) {
            throw new IllegalArgumentException(
                    file + ", line " + number + ": " + failed.getMessage()
                            + (failed instanceof Refused ? " (what it tells cannot be done again)" : ""),
                    failed);
        }
    }

    private static void writeSeed(JsonGenerator json, EmulatorOptions options) {
        json.writeNumberProperty("gantryEmulatorState", FORMAT);
        json.writeNumberProperty("universe", options.universe());
        json.writeNumberProperty("players", options.players());
        json.writeNumberProperty("seed", options.seed());
    }

    private static void checkSeed(JsonNode first, EmulatorOptions options) {
        if (first.path("gantryEmulatorState").asInt(0) != FORMAT) {
            throw new IllegalArgumentException("this is no state of an emulator, or of another version");
        }
        check(first, "universe", options.universe());
        check(first, "players", options.players());
        check(first, "seed", options.seed());
    }

    private static void check(JsonNode first, String name, long asked) {
        long kept = first.path(name).asLong();
        if (kept != asked) {
            throw new IllegalArgumentException("its state began with --" + name + " " + kept + ", not " + asked
                    + "; start with that, or with another file");
        }
    }

    /**
     * Refuses what could not be kept.
     *
     * @throws Refused 503 when a change could not be written before
     */
    void checkWritable() {
        if (isBroken) {
            throw Refused.of(
                    503, "UNAVAILABLE", "The emulator's state file cannot be written; its log tells why. Restart it.");
        }
    }

    /** Keeps a line; it is with the operating system when this returns. */
    void append(Consumer<JsonGenerator> content) {
        byte[] line = Json.bytes(json -> {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
            json.writeRaw('\n');
        });
        try {
            ByteBuffer rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException failed) {
            isBroken = true;
            LOG.error("The emulator's state file {} cannot be written: changes are refused from now on", file, failed);
            checkWritable();
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
