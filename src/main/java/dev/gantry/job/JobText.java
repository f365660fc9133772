package dev.gantry.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The text of a job file, or the reason why there is none. */
final class JobText {
    private static final int MAX_BYTES = 1024 * 1024;

    private JobText() {}

    static String of(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserMistake(file + " is a directory; name one job file in it" + examples(file));
        }
        return decoded(file, bytes(file));
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UserMistake(file + " is larger than 1 MiB, the most a job file may have;"
                        + " if it is data, name it as the path of a source");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new UserMistake("there is no job file " + file + near(file), e);
        } catch (AccessDeniedException e) {
            throw new UserMistake(
                    "the job file " + file + " may not be read; give the user who runs Gantry the right to", e);
        } catch (IOException e) {
            throw new UserMistake("the job file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String decoded(Path file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        if (decoder.decode(in, out, true).isError()) {
            long line = Stream.of(out.flip().toString())
                            .flatMapToInt(String::chars)
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            throw new UserMistake(file
                    + " is not UTF-8: byte %d (0x%02X, line %d) does not fit; save the file as UTF-8"
                            .formatted(in.position() + 1, bytes[in.position()], line));
        }
        return out.flip().toString();
    }

    private static String near(Path file) {
        List<String> siblings = names(file.toAbsolutePath().getParent());
        Path name = file.getFileName();
        return Nearest.to(String.valueOf(name), siblings)
                .map(near -> "; did you mean " + file.resolveSibling(near) + "?")
                .orElse("; check the path, seen from " + Path.of("").toAbsolutePath());
    }

    private static String examples(Path directory) {
        List<String> jobs = names(directory).stream()
                .filter(name -> name.endsWith(".yml") || name.endsWith(".yaml"))
                .limit(5)
                .toList();
        return jobs.isEmpty() ? "" : ", for example " + directory.resolve(jobs.getFirst());
    }

    private static List<String> names(@Nullable Path directory) {
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
