package dev.gantry.writeback.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.github.luben.zstd.ZstdException;
import dev.gantry.files.DiskFailed;
import tools.jackson.databind.JsonNode;

/** Reads a journal, frame by frame, forwards or from any frame. Not safe for several threads. */
public final class JournalFile implements AutoCloseable {

    private static final int COPIED_AT_ONCE = 1 << 20;

    private final Path path;
    private final RandomAccessFile file;
    private final long length;

    private JournalFile(Path path, RandomAccessFile file, long length) {
        this.path = path;
        this.file = file;
        this.length = length;
    }

    public static JournalFile open(Path path) {
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
            JournalFile journal = new JournalFile(path, file, file.length());
            byte[] header = new byte[(int) Math.min(Frame.FILE_HEADER.length, journal.length)];
            file.readFully(header);
            if (!Arrays.equals(header, Frame.FILE_HEADER)) {
                file.close();
                throw new DiskFailed(
                        path + " is no journal or plan of this version of Gantry: it does not begin like one.");
            }
            return journal;
        } catch (IOException broken) {
            throw DiskFailed.other("cannot open the journal", path, broken);
        }
    }

    public JournalHead head() {
        return RecordJson.head(lines(Frame.FILE_HEADER.length).getFirst())
                .orElseThrow(() -> damaged(Frame.FILE_HEADER.length, "it has no head"));
    }

    /** Where its frames of records begin, in their order; one that is cut off at the end is left out. */
    public List<Long> frames() {
        List<Long> offsets = new ArrayList<>();
        long at = next(Frame.FILE_HEADER.length);
        for (long next = at < 0 ? at : next(at); next >= 0; next = next(at)) {
            offsets.add(at);
            at = next;
        }
        return offsets;
    }

    /** The records of the frame that begins there. */
    public List<JournalRecord> at(long offset) {
        return lines(offset).stream().map(RecordJson::record).toList();
    }

    /** Whether the frame that begins there is undamaged. */
    public boolean isWhole(long offset) {
        Frame frame = header(offset);
        return frame.isOf(payload(offset, frame));
    }

    /** Where the last whole frame ends: what lies beyond was being written when the process died. */
    long wholeLength() {
        long at = Frame.FILE_HEADER.length;
        long next = next(at);
        while (next >= 0) {
            at = next;
            next = next(at);
        }
        return at;
    }

    /** Where the frame after that one begins; negative where that one is not whole and the last. */
    private long next(long offset) {
        if (offset + Frame.BYTES > length) {
            return -1;
        }
        Frame frame = header(offset);
        boolean empty = frame.packed() == 0 && frame.unpacked() == 0 && frame.records() == 0;
        if (frame.packed() < 0 || empty) {
            // Some file systems leave zeros where a power cut lost what was written last.
            return -1;
        }
        long end = offset + Frame.BYTES + frame.packed();
        if (end > length) {
            return -1;
        }
        if (end == length && !frame.isOf(payload(offset, frame))) {
            return -1;
        }
        return end;
    }

    /** The records of the frame that begins there, as JSON. */
    List<JsonNode> lines(long offset) {
        Frame frame = header(offset);
        if (frame.packed() < 0 || frame.packed() > length - offset - Frame.BYTES) {
            throw damaged(offset, "a frame claims " + frame.packed() + " bytes");
        }
        byte[] payload = payload(offset, frame);
        if (!frame.isOf(payload)) {
            throw damaged(offset, "a checksum does not match");
        }
        try {
            String text = new String(frame.unpack(payload), StandardCharsets.UTF_8);
            return text.lines().map(RecordJson.MAPPER::readTree).toList();
        } catch (ZstdException broken) {
            throw damaged(offset, "a frame cannot be unpacked (" + broken.getMessage() + ")");
        }
    }

    private Frame header(long offset) {
        return Frame.read(read(offset, Frame.BYTES));
    }

    private byte[] payload(long offset, Frame frame) {
        return read(offset + Frame.BYTES, frame.packed());
    }

    /** Writes several journals of one run into one file, the head of the first before the records of all. */
    public static void join(List<Path> journals, Path into) throws IOException {
        try (OutputStream out = Files.newOutputStream(into)) {
            boolean first = true;
            for (Path each : journals) {
                try (JournalFile journal = open(each)) {
                    long from = first ? 0 : journal.next(Frame.FILE_HEADER.length);
                    journal.copy(from, journal.wholeLength(), out);
                    first = false;
                }
            }
        }
    }

    private void copy(long from, long to, OutputStream out) throws IOException {
        for (long at = from; at < to; ) {
            int bytes = (int) Math.min(COPIED_AT_ONCE, to - at);
            out.write(read(at, bytes));
            at += bytes;
        }
    }

    private byte[] read(long offset, int bytes) {
        try {
            byte[] read = new byte[bytes];
            file.seek(offset);
            file.readFully(read);
            return read;
        } catch (IOException broken) {
            throw DiskFailed.other("cannot read the journal", path, broken);
        }
    }

    private DiskFailed damaged(long at, String what) {
        return new DiskFailed("the journal " + path + " is damaged at byte " + at + ": " + what
                + ". It tells what was changed and what was there before, so nothing goes on without it: check the disk,"
                + " and put the file back from a copy if there is one.");
    }

    /** All journals of a folder, in the order of their partitions. */
    public static List<Path> of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted(java.util.Comparator.comparingInt(JournalFile::number))
                    .toList();
        } catch (IOException broken) {
            throw DiskFailed.other("cannot list", folder, broken);
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(String.valueOf(file.getFileName()).replace(".journal", ""));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException broken) {
            throw DiskFailed.other("cannot close the journal", path, broken);
        }
    }
}
