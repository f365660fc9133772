package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.FileStore;
import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;

/** Where the files of a repository are. Names are below it, with slashes; those that begin with a dot are the place's own. */
interface Place {

    /** A file that is there. */
    record Found(String name, long bytes) {}

    Location location();

    /** What reads its files. */
    FileStore files();

    /** All files. */
    List<Found> list() throws IOException;

    /** The file of that name, for {@link #files()}. */
    Optional<StoredFile> find(String name) throws IOException;

    /** A whole small file. */
    Optional<byte[]> read(String name) throws IOException;

    /** A folder of this machine in which files for it are made: empty, though it was not before. */
    Path workshop(String name) throws IOException;

    /** Moves a file of a {@link #workshop} there: durable and whole on return, or not there at all. */
    void put(String name, Path file) throws IOException;

    /** Writes a small file: likewise. */
    void write(String name, byte[] content) throws IOException;

    /** It need not be there. */
    void delete(String name) throws IOException;

    /** Removes what interrupted attempts left in workshops and on the way, of whoever; only with the lock in hand. */
    void tidy() throws IOException;

    /**
     * Takes the lock without which nobody writes or deletes.
     *
     * @param holder for whoever is refused meanwhile
     * @return empty: somebody has it
     */
    Optional<Held> lock(String holder) throws IOException;

    /** The lock in hand. */
    interface Held extends AutoCloseable {
        /** Says that it is still needed: @throws IOException if it was lost */
        void keep() throws IOException;

        @Override
        void close() throws IOException;
    }
}
