package dev.gantry.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Finds and reads files wherever a location says they are. Safe for many threads.
 *
 * @param local reads this machine's
 * @param s3 reads those of an S3-compatible store
 */
public record FileStores(FileStore local, FileStore s3) implements FileStore {

    /** Files of this machine alone; those of other places are refused. */
    public static FileStores ofThisMachine() {
        return new FileStores(new LocalFiles(), new NoFiles());
    }

    /** The same, but with objects of S3-compatible stores. */
    public FileStores withS3(FileStore objects) {
        return new FileStores(local, objects);
    }

    /** What reads that place. */
    public FileStore of(Location location) {
        return switch (location) {
            case Location.Local here -> local;
            case Location.S3 there -> s3;
        };
    }

    @Override
    public List<StoredFile> find(Location pattern) throws IOException {
        return of(pattern).find(pattern);
    }

    @Override
    public InputStream open(StoredFile file, long from) throws IOException {
        return of(file.location()).open(file, from);
    }

    /** Stands for a place that cannot be read. */
    private static final class NoFiles implements FileStore {
        @Override
        public List<StoredFile> find(Location pattern) throws IOException {
            throw new IOException("only files of this machine can be read here");
        }

        @Override
        public InputStream open(StoredFile file, long from) throws IOException {
            throw new IOException("only files of this machine can be read here");
        }
    }
}
