package dev.gantry.source.file;

import java.io.IOException;
import java.util.List;

import dev.gantry.files.FileStore;
import dev.gantry.files.StoredFile;

/** How the records of one kind of file are read. Safe for many threads. */
public interface RecordFormat {

    /** What the names of its files end in, where only a folder is named. */
    List<String> suffixes();

    /** Whether rows have that column where the file's folder names it rather than the file. */
    default boolean wants(String column) {
        return true;
    }

    /**
     * Reads a file.
     *
     * @param position of an earlier reader of the same file; empty: from the beginning
     * @throws IOException if the file cannot be read or is damaged
     * @throws dev.gantry.job.UserMistake if it does not fit the job
     */
    RecordReader open(FileStore store, StoredFile file, String position) throws IOException;
}
