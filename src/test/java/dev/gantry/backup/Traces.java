package dev.gantry.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.github.luben.zstd.ZstdInputStream;

/** Looks for words in the bytes of files, and in what is unpacked of every place where something compressed with zstd may begin. */
public final class Traces {
    private static final String ZSTD = "(\u00b5/\u00fd";

    private Traces() {}

    /** Where which of the words are found, as {@code file: word}. */
    public static List<String> of(List<String> words, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String text = text(Files.readAllBytes(file));
                for (String word : words) {
                    if (text.contains(latin(word.getBytes(StandardCharsets.UTF_8)))
                            || text.contains(latin(word.getBytes(StandardCharsets.UTF_16BE)))) {
                        found.add(folder.relativize(file) + ": " + word);
                    }
                }
                for (String word : words) {
                    if (String.valueOf(file.getFileName()).contains(word)) {
                        found.add("the name of " + folder.relativize(file) + ": " + word);
                    }
                }
            }
        }
        return found;
    }

    private static String text(byte[] bytes) throws IOException {
        String raw = latin(bytes);
        StringBuilder all = new StringBuilder(raw);
        for (int at = raw.indexOf(ZSTD); at >= 0; at = raw.indexOf(ZSTD, at + 1)) {
            all.append('\n').append(latin(unpacked(bytes, at)));
        }
        return all.toString();
    }

    /** As far as it is something compressed. */
    private static byte[] unpacked(byte[] bytes, int from) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (com.github.luben.zstd.ZstdIOException end) {
            // what follows it is not compressed
        }
        return out.toByteArray();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
