package dev.gantry.source.file;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** Reads the records of one file in their order. */
public interface RecordReader extends AutoCloseable {

    /** The next record; null at the end. */
    @Nullable FileRecord next() throws IOException;

    /** From where another reader reads the record that comes next; without spaces. */
    String position();

    @Override
    void close() throws IOException;
}
