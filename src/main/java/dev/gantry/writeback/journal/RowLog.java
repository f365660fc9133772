package dev.gantry.writeback.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rows that are kept beside a journal until their time comes: the same frames, one JSON object a line; but, unlike the journal, cut
 * back to the checkpoint on resume, because rows beyond it come again. For one thread. A random access file and not a channel,
 * because an interrupt of the thread closes a channel.
 */
public final class RowLog implements AutoCloseable {

    private final Path path;
    private final List<byte[]> added = new ArrayList<>();
    private @Nullable RandomAccessFile file;
    private long length;
    private long addedBytes;
    private long cachedFrame = -1;
    private List<String> cached = List.of();

    private RowLog(Path path) {
        this.path = path;
    }

    /**
     * Where a line is.
     *
     * @param frame its offset
     * @param line in the frame, from 0
     */
    public record Place(long frame, int line) {}

    /** The log as a checkpoint left it. One that is empty is no file before something is added. */
    public static RowLog open(Path path, long checkpoint) {
        RowLog log = new RowLog(path);
        if (checkpoint > 0) {
            log.cutBack(checkpoint);
        }
        return log;
    }

    private void cutBack(long checkpoint) {
        try {
            long found = Files.exists(path) ? Files.size(path) : 0;
            if (found < checkpoint) {
                throw new DiskFailed("the file " + path + " has " + found + " bytes, but the checkpoint counts on "
                        + checkpoint + ": rows that wait to be changed are gone, so this run cannot go on. Put the file"
                        + " back from a copy if there is one, and check the disk.");
            }
            openFile(checkpoint);
        } catch (IOException failed) {
            throw DiskFailed.other("cannot open", path, failed);
        }
    }

    private RandomAccessFile openFile(long checkpoint) throws IOException {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        Durable.createFolders(folder);
        RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
        opened.setLength(checkpoint);
        opened.getFD().sync();
        Durable.syncFolder(folder);
        file = opened;
        length = checkpoint;
        return opened;
    }

    /** Bytes that are durable. */
    public long length() {
        return length;
    }

    public void add(JsonNode line) {
        byte[] text = RecordJson.MAPPER.writeValueAsBytes(line);
        added.add(text);
        addedBytes += text.length;
    }

    /** Makes what was added durable; tells where it is, in the order of adding. */
    public List<Place> flush() {
        if (added.isEmpty()) {
            return List.of();
        }
        List<Place> places = new ArrayList<>(added.size());
        try {
            RandomAccessFile out = file == null ? openFile(0) : file;
            out.seek(length);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            int lines = 0;
            for (byte[] each : added) {
                if (lines > 0 && text.size() + each.length > Frame.FULL) {
                    write(out, text, lines);
                    lines = 0;
                }
                places.add(new Place(length, lines++));
                text.writeBytes(each);
                text.write('\n');
            }
            write(out, text, lines);
            out.getFD().sync();
        } catch (IOException failed) {
            throw DiskFailed.writing("cannot write", path, addedBytes, failed);
        }
        added.clear();
        addedBytes = 0;
        return places;
    }

    private void write(RandomAccessFile out, ByteArrayOutputStream text, int lines) throws IOException {
        byte[] frame = Frame.pack(text.toByteArray(), lines);
        out.write(frame);
        length += frame.length;
        text.reset();
    }

    public JsonNode at(Place place) {
        return RecordJson.MAPPER.readTree(lines(place.frame()).get(place.line()));
    }

    /** The place after that one; at the end its frame is where the log ends. */
    public Place after(Place place) {
        return place.line() + 1 < lines(place.frame()).size()
                ? new Place(place.frame(), place.line() + 1)
                : new Place(place.frame() + Frame.BYTES + header(place.frame()).packed(), 0);
    }

    /** Whether there is no line at a place because the log ends there. */
    public boolean isEnd(Place place) {
        return place.frame() >= length;
    }

    /** Shows all lines that are durable, in their order. */
    public void each(BiConsumer<Place, JsonNode> seen) {
        for (Place at = new Place(0, 0); !isEnd(at); at = after(at)) {
            seen.accept(at, at(at));
        }
    }

    private List<String> lines(long offset) {
        if (offset != cachedFrame) {
            Frame frame = header(offset);
            byte[] payload = read(offset + Frame.BYTES, Math.max(0, frame.packed()));
            if (!frame.isOf(payload)) {
                throw new DiskFailed("the file " + path + " is damaged at byte " + offset
                        + ": rows that wait to be changed cannot be read, so this run cannot go on. Check the disk, and put"
                        + " the file back from a copy if there is one.");
            }
            cached = new String(frame.unpack(payload), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            cachedFrame = offset;
        }
        return cached;
    }

    private Frame header(long offset) {
        return Frame.read(read(offset, Frame.BYTES));
    }

    private byte[] read(long offset, int bytes) {
        try {
            RandomAccessFile in = Objects.requireNonNull(file);
            byte[] read = new byte[bytes];
            in.seek(offset);
            in.readFully(read);
            return read;
        } catch (IOException broken) {
            throw DiskFailed.other("cannot read", path, broken);
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException failed) {
            throw DiskFailed.other("cannot close", path, failed);
        }
    }
}
