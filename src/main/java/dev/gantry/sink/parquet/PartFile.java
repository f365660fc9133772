package dev.gantry.sink.parquet;

import java.io.IOException;
import java.nio.file.Path;

import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A file that can be given back whatever happened: parquet-java leaves it open when its end cannot be written, and its space taken. */
final class PartFile implements OutputFile, AutoCloseable {
    private final OutputFile file;
    private @Nullable PositionOutputStream out;

    PartFile(Path path) {
        file = new LocalOutputFile(path);
    }

    @Override
    public PositionOutputStream create(long blockSize) throws IOException {
        out = file.create(blockSize);
        return out;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
        out = file.createOrOverwrite(blockSize);
        return out;
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return file.getPath();
    }

    /** Does nothing where parquet-java has closed it. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
