package dev.gantry.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads the files of one kind of place. Safe for many threads. */
public interface FileStore {
    /**
     * The files that a location names, sorted by name: itself, or where it has {@code *}, {@code ?}, <code>{a,b}</code> or
     * {@code **}, all that match. Names that begin with a dot or an underscore are hidden from patterns. Empty: there are none,
     * or the name is that of a folder.
     */
    List<StoredFile> find(Location pattern) throws IOException;

    /** The file's bytes from an offset on. The stream need not be buffered. */
    InputStream open(StoredFile file, long from) throws IOException;
}
