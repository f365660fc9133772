package dev.gantry.source.file;

import dev.gantry.files.FileStore;
import dev.gantry.job.Row;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rows of a part's files. */
public record FileRows(FilePart part, RecordFormat format, FileStore store) implements Level {

    @Override
    public Listing below(@Nullable Row parent) {
        return new FileListing(part, format, store);
    }

    @Override
    public Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
        return FileListing.row(listed);
    }
}
