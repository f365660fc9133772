package dev.gantry.sink.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.gantry.sink.staging.StagedRows;

/** Writes the files of one run, one after the other; for one thread. */
public interface FormatWriter extends AutoCloseable {
    /** Begins a file. */
    void begin(Path file) throws IOException;

    /** Writes the row that the staged rows stand at, and consumes it. */
    void write(StagedRows row) throws IOException;

    /** Bytes of the file so far, about. */
    long bytes();

    /** Completes the file, which is not yet on disk then. */
    void finish() throws IOException;

    /**
     * Sentences for the run's summary, once all files are complete. One that begins with a number and a space counts something: those of
     * several writers that go on alike are added up.
     */
    List<String> notes();

    /** After a failure, gives the open file back; its content is worthless then. */
    @Override
    void close();
}
