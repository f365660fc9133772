package dev.gantry.source.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

import com.github.luben.zstd.ZstdIOException;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.FileStore;
import dev.gantry.files.StoredFile;
import dev.gantry.job.Row;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.source.walk.Listing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * The records of a part's files, in pages. A token is {@code number-of-file position}; the file that it leads into stays open for
 * the page after. One thread asks for pages.
 */
final class FileListing implements Listing {

    private static final int PAGE_ROWS = 1_000;
    private static final int PAGE_BYTES = 1024 * 1024;

    private final FilePart part;
    private final RecordFormat format;
    private final FileStore store;
    private @Nullable Open open;

    /** A file that is being read. */
    private record Open(int index, StoredFile file, FolderColumns columns, RecordReader reader) {
        PageToken token() {
            return new PageToken(index + " " + reader.position());
        }
    }

    FileListing(FilePart part, RecordFormat format, FileStore store) {
        this.part = part;
        this.format = format;
        this.store = store;
    }

    @Override
    public String name() {
        return part.name();
    }

    @Override
    public String identity(JsonNode listed) {
        return row(listed).id();
    }

    /** A page's items hold whole rows, refused ones among them. */
    static Row row(JsonNode listed) {
        return (Row) ((POJONode) listed).getPojo();
    }

    @Override
    public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
        if (part.files().isEmpty()) {
            return new Page<>(List.of(), Optional.empty(), 0);
        }
        List<JsonNode> rows = new ArrayList<>();
        long bytes = 0;
        Open current = at(token);
        while (rows.size() < PAGE_ROWS && bytes < PAGE_BYTES) {
            @Nullable FileRecord record = next(current);
            if (record != null) {
                rows.add(JsonNodeFactory.instance.pojoNode(row(current, record)));
                bytes += record.bytes();
            } else {
                refuseChanged(current.file());
                close();
                if (current.index() + 1 == part.files().size()) {
                    return new Page<>(rows, Optional.empty(), (int) bytes);
                }
                current = open(current.index() + 1, "");
            }
        }
        return new Page<>(rows, Optional.of(current.token()), (int) Math.min(bytes, Integer.MAX_VALUE));
    }

    private static Row row(Open of, FileRecord record) {
        String id = of.file().location() + ":" + record.number();
        if (record.refusal() != null) {
            return Row.refused(id, record.json(), id + ": " + record.refusal());
        }
        ObjectNode json = record.json() instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().set("value", record.json());
        of.columns().addTo(json);
        return new Row(id, json);
    }

    /** The file that a token leads into, which mostly is open there. */
    private Open at(Optional<PageToken> token) throws InterruptedException {
        if (token.isEmpty()) {
            return open(0, "");
        }
        if (open != null && open.token().equals(token.get())) {
            return open;
        }
        String[] place = token.get().value().split(" ", 2);
        return open(Integer.parseInt(place[0]), place[1]);
    }

    private Open open(int index, String position) throws InterruptedException {
        close();
        StoredFile file = part.files().get(index);
        refuseChanged(file);
        try {
            open = new Open(index, file, FolderColumns.of(file.location(), format), format.open(store, file, position));
            return open;
        } catch (IOException broken) {
            throw meant(file, broken);
        }
    }

    private @Nullable FileRecord next(Open current) throws InterruptedException {
        try {
            return current.reader().next();
        } catch (IOException broken) {
            throw meant(current.file(), broken);
        }
    }

    /** Looked at before and after reading, so that no row comes from a file that was written meanwhile. */
    private void refuseChanged(StoredFile file) throws InterruptedException {
        try {
            List<StoredFile> found = store.find(file.location());
            if (found.size() != 1) {
                throw Unreadable.gone(file);
            }
            StoredFile now = found.getFirst();
            if (now.bytes() != file.bytes() || !now.version().equals(file.version())) {
                throw Unreadable.changed(file, now);
            }
        } catch (IOException broken) {
            throw meant(file, broken);
        }
    }

    private static RuntimeException meant(StoredFile file, IOException broken) throws InterruptedException {
        return switch (broken) {
            case ClosedByInterruptException closed -> throw new InterruptedException();
            case NoSuchFileException gone -> Unreadable.gone(file);
            case AccessDeniedException denied ->
                Unreadable.denied(file.location().toString());
            case DamagedFile damaged -> Unreadable.damaged(file, String.valueOf(damaged.getMessage()));
            case EOFException early -> Unreadable.damaged(file, "it ends in the middle of something");
            case ZipException noGzip -> Unreadable.damaged(file, "it is not gzip (" + noGzip.getMessage() + ")");
            case ZstdIOException noZstd -> Unreadable.damaged(file, "it is not zstd (" + noZstd.getMessage() + ")");
            default -> DiskFailed.reading(file.location(), broken);
        };
    }

    @Override
    public void close() {
        if (open != null) {
            Open last = open;
            open = null;
            try {
                last.reader().close();
            } catch (IOException broken) {
                // Nothing was written, and whatever was read was read whole.
                org.slf4j.LoggerFactory.getLogger(FileListing.class).debug("Closing a file failed", broken);
            }
        }
    }
}
