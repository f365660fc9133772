package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes, read anew and in pieces each time. It must not change between its being named and its being sent. */
public record FileContent(Path path, String type, long length) implements Content {

    private static final int PIECE = 64 * 1024;

    /** @throws LocalFileFailed if there is no such file */
    public static FileContent of(Path path, String type) throws LocalFileFailed {
        if (!Files.isRegularFile(path)) {
            throw new LocalFileFailed("cannot send " + path + ": there is no such file");
        }
        try {
            return new FileContent(path, type, Files.size(path));
        } catch (IOException failed) {
            throw new LocalFileFailed("cannot read", path, failed);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        long sent = 0;
        byte[] piece = new byte[PIECE];
        try (InputStream in = open()) {
            for (int read = read(in, piece); read >= 0; read = read(in, piece)) {
                sent += read;
                if (sent > length) {
                    throw changed();
                }
                out.write(piece, 0, read);
            }
        }
        if (sent < length) {
            throw changed();
        }
    }

    private LocalFileFailed changed() {
        return new LocalFileFailed("cannot send " + path + ": it changed while it was sent");
    }

    private InputStream open() throws LocalFileFailed {
        try {
            return Files.newInputStream(path);
        } catch (IOException failed) {
            throw new LocalFileFailed("cannot read", path, failed);
        }
    }

    private int read(InputStream in, byte[] piece) throws LocalFileFailed {
        try {
            return in.read(piece);
        } catch (IOException failed) {
            throw new LocalFileFailed("cannot read", path, failed);
        }
    }
}
