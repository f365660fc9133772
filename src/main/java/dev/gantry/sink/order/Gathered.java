package dev.gantry.sink.order;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Records of a part of the rows, sorted: in memory while they fit, else put aside in files of rows in order. What comes in
 * order anyway goes on in the same file. Stable.
 */
final class Gathered implements AutoCloseable {
    /** What a record takes beside its bytes. */
    private static final int ENTRY = 32;

    private record Entry(long prefix, int at) {}

    private final Path folder;
    private final String name;
    private final int most;
    private final Bytes last = new Bytes();
    private final List<Path> files = new ArrayList<>();
    private byte[] arena;
    private List<Entry> entries = new ArrayList<>();
    private int used;
    private @Nullable RunWriter open;

    /** @param most bytes of memory */
    Gathered(Path folder, String name, int most) {
        this.folder = folder;
        this.name = name;
        this.most = most;
        this.arena = new byte[Math.min(most, 1 << 20)];
    }

    void add(byte[] in, int at) {
        int length = KeyedRow.end(in, at) - at;
        if (used > 0 && used + (long) length + ENTRY * (entries.size() + 1L) > most) {
            putAside();
        }
        makeRoom(length);
        System.arraycopy(in, at, arena, used, length);
        entries.add(new Entry(KeyedRow.prefix(in, at), used));
        used += length;
    }

    private void makeRoom(int length) {
        if (arena.length - used < length) {
            int wanted = Math.max(Math.addExact(used, length), Math.min(2 * arena.length, most));
            arena = Arrays.copyOf(arena, wanted);
        }
    }

    private void putAside() {
        sort();
        if (open == null || !isAfterLast(entries.getFirst().at())) {
            finishFile();
            Path file = folder.resolve(name + "-" + files.size());
            files.add(file);
            open = new RunWriter(file);
        }
        for (Entry entry : entries) {
            open.add(arena, entry.at());
        }
        int at = entries.getLast().at();
        last.set(arena, KeyedRow.keyAt(at), KeyedRow.keyLength(arena, at));
        entries.clear();
        used = 0;
        if (arena.length > most) {
            arena = new byte[most]; // one huge record made it grow
        }
    }

    private void sort() {
        entries.sort(Comparator.comparingLong((Entry entry) -> entry.prefix() ^ Long.MIN_VALUE)
                .thenComparing((one, other) -> KeyedRow.compare(arena, one.at(), arena, other.at())));
    }

    private boolean isAfterLast(int at) {
        return last.compareTo(arena, KeyedRow.keyAt(at), KeyedRow.keyLength(arena, at)) <= 0;
    }

    private void finishFile() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    boolean isInMemory() {
        return files.isEmpty();
    }

    /** Puts everything aside and gives the memory back. */
    List<Path> files() {
        if (!entries.isEmpty()) {
            putAside();
        }
        finishFile();
        arena = new byte[0];
        entries = List.of();
        return files;
    }

    /** The records in order, while all of them are in memory. */
    Cursor inMemory() {
        sort();
        return new InMemory(arena, entries);
    }

    @Override
    public void close() {
        finishFile();
    }

    private static final class InMemory implements Cursor {
        private final byte[] arena;
        private final List<Entry> entries;
        private int next;

        InMemory(byte[] arena, List<Entry> entries) {
            this.arena = arena;
            this.entries = entries;
        }

        @Override
        public boolean next() {
            if (next == entries.size()) {
                return false;
            }
            next++;
            return true;
        }

        @Override
        public byte[] bytes() {
            return arena;
        }

        @Override
        public int at() {
            return entries.get(next - 1).at();
        }

        @Override
        public void close() {
            next = entries.size();
        }
    }
}
