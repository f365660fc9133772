package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.gantry.files.Durable;
import dev.gantry.files.FileStore;
import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;
import dev.gantry.files.s3.Bucket;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Files;
import dev.gantry.files.s3.StoredObject;
import dev.gantry.files.s3.Upload;

/**
 * A prefix of an object store. Its lock is an object that says until when it holds; whoever holds it renews it, and what has
 * run out may be taken over, on the condition that nobody else was faster.
 */
record S3Place(Location.S3 at, S3 s3, Path scratch, InstantSource clock) implements Place {
    private static final String LOCK = ".lock";
    private static final Duration HOLDS = Duration.ofMinutes(15);
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(1);
    private static final long PART_BYTES = 16L << 20;

    private Bucket bucket() {
        return s3.bucket(at.bucket());
    }

    private String key(String name) {
        return at.key().isEmpty() ? name : at.key() + "/" + name;
    }

    @Override
    public Location location() {
        return at;
    }

    @Override
    public FileStore files() {
        return new S3Files(s3);
    }

    @Override
    public List<Found> list() {
        String prefix = key("");
        return bucket().list(prefix).stream()
                .map(object -> new Found(object.key().substring(prefix.length()), object.bytes()))
                .filter(found -> !found.name().startsWith("."))
                .toList();
    }

    @Override
    public Optional<StoredFile> find(String name) throws IOException {
        return bucket().find(key(name))
                .map(object ->
                        new StoredFile(new Location.S3(at.bucket(), object.key()), object.bytes(), object.etag()));
    }

    @Override
    public Optional<byte[]> read(String name) {
        return bucket().read(key(name));
    }

    @Override
    public Path workshop(String name) throws IOException {
        Path folder = scratch.resolve(name);
        if (Files.exists(folder)) {
            Durable.deleteTree(folder);
        }
        return Files.createDirectories(folder);
    }

    @Override
    public void put(String name, Path file) throws IOException {
        Upload upload = bucket().upload(key(name), UUID.randomUUID().toString());
        try {
            upload.send(file, PART_BYTES);
            upload.complete();
        } catch (IOException | RuntimeException failed) {
            upload.abort();
            throw failed;
        }
        Files.delete(file);
    }

    @Override
    public void write(String name, byte[] content) {
        bucket().put(key(name), content);
    }

    @Override
    public void delete(String name) {
        bucket().delete(key(name));
    }

    /** Its workshops are in the state folder, which other runs use, too. */
    @Override
    public void tidy() {
        bucket().uploads(key("")).forEach(bucket()::abort);
    }

    @Override
    public Optional<Held> lock(String holder) {
        Optional<StoredObject> there = bucket().find(key(LOCK));
        if (there.isPresent() && !hasRunOut()) {
            return Optional.empty();
        }
        byte[] mine = lockText(holder + " " + UUID.randomUUID());
        return bucket().putIf(key(LOCK), mine, there.map(StoredObject::etag)).map(etag -> new HeldObject(mine, etag));
    }

    private boolean hasRunOut() {
        return bucket().read(key(LOCK))
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .map(text -> Instant.parse(text.substring(0, text.indexOf(' '))).isBefore(clock.instant()))
                .orElse(true);
    }

    private byte[] lockText(String holder) {
        return (clock.instant().plus(HOLDS) + " " + holder).getBytes(StandardCharsets.UTF_8);
    }

    private final class HeldObject implements Held {
        private byte[] mine;
        private String etag;
        private Instant renewed = clock.instant();

        HeldObject(byte[] mine, String etag) {
            this.mine = mine;
            this.etag = etag;
        }

        @Override
        public synchronized void keep() throws IOException {
            if (renewed.plus(RENEWED_AFTER).isAfter(clock.instant())) {
                return;
            }
            String text = new String(mine, StandardCharsets.UTF_8);
            byte[] anew = lockText(text.substring(text.indexOf(' ') + 1));
            etag = bucket().putIf(key(LOCK), anew, Optional.of(etag))
                    .orElseThrow(() -> new IOException("the lock of " + location() + " was lost to somebody else"));
            mine = anew;
            renewed = clock.instant();
        }

        @Override
        public synchronized void close() {
            if (bucket().read(key(LOCK))
                    .filter(text -> Arrays.equals(text, mine))
                    .isPresent()) {
                bucket().delete(key(LOCK));
            }
        }
    }
}
