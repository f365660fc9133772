package dev.gantry.opencloud.credential;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import dev.gantry.opencloud.http.LocalFileFailed;
import dev.gantry.opencloud.http.PathSegment;
import dev.gantry.opencloud.http.WholeFile;

/**
 * The file that keeps what a refresh token was exchanged for last, readable by its owner alone. Its name holds a hash of
 * the configured token, so that another token begins anew.
 */
final class TokenFile {

    /** More than any tokens take. Written before the exchange, so that a full disk is noticed while nothing is lost yet. */
    private static final int ROOM = 16 * 1024;

    /** A process may not lock a file twice, so its threads take turns by these. */
    private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock turn;

    private TokenFile(Path file) {
        this.file = file;
        this.turn = TURNS.computeIfAbsent(file, path -> new ReentrantLock());
    }

    /**
     * That of a token.
     *
     * @param connection the name of the connection that it belongs to
     * @param base where it is exchanged
     */
    static TokenFile of(Credential.RefreshToken token, String connection, URI base) {
        String hash = hash(base + "\n" + token.clientId() + "\n" + token.value());
        Path folder = token.folder().toAbsolutePath().normalize();
        return new TokenFile(folder.resolve(PathSegment.encode(connection) + "-" + hash + ".json"));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 12));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the current holder has to itself, among the threads and the processes of all machines that see the file. */
    final class Held implements AutoCloseable {

        private final FileChannel lock;
        private final FileChannel next;

        private Held(FileChannel lock, FileChannel next) {
            this.lock = lock;
            this.next = next;
        }

        /** The tokens kept last, if there are any. */
        Optional<Tokens> read() throws LocalFileFailed {
            try {
                return Optional.of(Tokens.ofBytes(Files.readAllBytes(file)));
            } catch (NoSuchFileException never) {
                return Optional.empty();
            } catch (IOException failed) {
                throw new LocalFileFailed("cannot read", file, failed);
            } catch (RuntimeException damaged) {
                throw new LocalFileFailed(
                        "cannot read",
                        file,
                        new IOException("it is damaged; remove it and set a new" + " refresh token"));
            }
        }

        /** Makes sure that tokens can be kept. */
        void makeRoom() throws LocalFileFailed {
            write(new byte[ROOM]);
        }

        /** Returns once the tokens are on disk under the file's name. */
        void keep(Tokens tokens) throws LocalFileFailed {
            byte[] bytes = tokens.bytes();
            write(bytes);
            try {
                next.truncate(bytes.length);
                WholeFile.show(WholeFile.unfinished(file), file);
            } catch (IOException failed) {
                throw new LocalFileFailed("cannot write", file, failed);
            }
        }

        private void write(byte[] bytes) throws LocalFileFailed {
            try {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    next.write(left, left.position());
                }
                next.force(true);
            } catch (IOException failed) {
                throw new LocalFileFailed("cannot write", file, failed);
            }
        }

        @Override
        public void close() throws IOException {
            try (lock;
                    next) {
                Files.deleteIfExists(WholeFile.unfinished(file));
            } finally {
                turn.unlock();
            }
        }
    }

    /** Waits until nobody else holds it. */
    Held hold() throws LocalFileFailed, InterruptedException {
        turn.lockInterruptibly();
        boolean isHeld = false;
        try {
            Held held = lock();
            isHeld = true;
            return held;
        } catch (FileLockInterruptionException interrupted) {
            throw (InterruptedException) new InterruptedException("interrupted while waiting").initCause(interrupted);
        } catch (IOException failed) {
            throw new LocalFileFailed("cannot write", file, failed);
        } finally {
            if (!isHeld) {
                turn.unlock();
            }
        }
    }

    private Held lock() throws IOException {
        Files.createDirectories(file.getParent(), owner("rwx------"));
        FileChannel lock = open(file.resolveSibling(file.getFileName() + ".lock"));
        try {
            // Let go of when the channel is closed.
            var unused = lock.lock();
            return new Held(lock, open(WholeFile.unfinished(file)));
        } catch (IOException failed) {
            lock.close();
            throw failed;
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), owner("rw-------"));
    }

    /** Rights of the owner and nobody else, where there are such rights. */
    private static FileAttribute<?>[] owner(String rights) {
        boolean hasRights =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return hasRights
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
