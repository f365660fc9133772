package dev.gantry.writeback.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The writing end of a journal. Safe for many threads: whoever finds nobody writing writes for all that wait, so that one
 * fsync serves as many changes as there are at that moment. A random access file and not a channel, because an interrupt of the
 * thread closes a channel.
 */
public final class Journal implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();

    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private int waitingRecords;
    private long accepted;
    private long durable;
    private boolean isWriting;
    private @Nullable DiskFailed broken;
    private long length;

    private Journal(Path path, RandomAccessFile file, long length) {
        this.path = path;
        this.file = file;
        this.length = length;
    }

    /** A new one, durable with its head on return. It has its name only then, so there is none without a head. */
    public static Journal create(Path path, JournalHead head) {
        try {
            Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
            Durable.createFolders(folder);
            Path begun = path.resolveSibling(path.getFileName() + ".begun");
            RandomAccessFile file = new RandomAccessFile(begun.toFile(), "rw");
            file.setLength(0);
            file.write(Frame.FILE_HEADER);
            Journal journal = new Journal(path, file, Frame.FILE_HEADER.length);
            journal.accept(RecordJson.of(head));
            journal.flush();
            Durable.move(begun, path);
            return journal;
        } catch (IOException failed) {
            throw DiskFailed.writing("cannot create the journal", path, Frame.FULL, failed);
        }
    }

    /**
     * One that is there. A last frame that is not whole is cut off: no write has left for it.
     *
     * @param checkpoint the length that it had at the checkpoint
     */
    public static Journal reopen(Path path, long checkpoint) {
        try (JournalFile reading = JournalFile.open(path)) {
            long length = reading.wholeLength();
            if (length < checkpoint) {
                throw new DiskFailed(
                        "the journal " + path + " has " + length + " whole bytes, but the checkpoint counts on "
                                + checkpoint
                                + ": what was changed since cannot be told, so this run does not go on. Put the file back"
                                + " from a copy if there is one, and check the disk.");
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(length);
            file.seek(length);
            file.getFD().sync();
            return new Journal(path, file, length);
        } catch (IOException failed) {
            throw DiskFailed.other("cannot reopen the journal", path, failed);
        }
    }

    /** Durable on return. */
    public void writeDurably(JournalRecord record) {
        await(accept(RecordJson.of(record)));
    }

    /** Durable after the next {@link #flush} or durable record. */
    public void write(JournalRecord record) {
        long ticket = accept(RecordJson.of(record));
        if (isFull()) {
            await(ticket);
        }
    }

    /** Makes all records durable; returns the bytes that the journal has then. */
    public long flush() {
        lock.lock();
        try {
            await(accepted);
            return length;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        lock.lock();
        try {
            return waiting.size() > Frame.FULL;
        } finally {
            lock.unlock();
        }
    }

    private long accept(JsonNode line) {
        byte[] text = RecordJson.MAPPER.writeValueAsBytes(line);
        lock.lock();
        try {
            refuseIfBroken();
            waiting.writeBytes(text);
            waiting.write('\n');
            waitingRecords++;
            return ++accepted;
        } finally {
            lock.unlock();
        }
    }

    private void await(long ticket) {
        lock.lock();
        try {
            while (durable < ticket) {
                refuseIfBroken();
                if (isWriting) {
                    written.awaitUninterruptibly();
                } else {
                    writeAllThatWait();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock, which is free while the disk works. */
    private void writeAllThatWait() {
        byte[] text = waiting.toByteArray();
        int records = waitingRecords;
        long upTo = accepted;
        waiting = new ByteArrayOutputStream();
        waitingRecords = 0;
        isWriting = true;
        lock.unlock();
        long bytes = 0;
        DiskFailed failure = null;
        try {
            byte[] frame = Frame.pack(text, records);
            file.write(frame);
            file.getFD().sync();
            bytes = frame.length;
        } catch (IOException failed) {
            failure = DiskFailed.writing("cannot write the journal", path, text.length, failed);
        } finally {
            lock.lock();
            isWriting = false;
            length += bytes;
            if (failure == null) {
                durable = upTo;
            } else {
                broken = failure;
            }
            written.signalAll();
        }
    }

    private void refuseIfBroken() {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw DiskFailed.other("cannot close the journal", path, failed);
        }
    }
}
