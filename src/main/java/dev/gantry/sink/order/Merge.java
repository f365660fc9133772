package dev.gantry.sink.order;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

/** Several sequences of records, each in order, as one in order; of equal keys those of the earlier sequence come first. */
final class Merge implements Cursor {
    private record Head(Cursor cursor, int number) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            int byKey = KeyedRow.compare(cursor.bytes(), cursor.at(), other.cursor.bytes(), other.cursor.at());
            return byKey != 0 ? byKey : Integer.compare(number, other.number);
        }
    }

    private final List<Cursor> cursors;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private @Nullable Head current;

    private Merge(List<Cursor> cursors) {
        this.cursors = cursors;
    }

    static Cursor of(List<Cursor> cursors) {
        if (cursors.size() == 1) {
            return cursors.getFirst();
        }
        Merge merge = new Merge(new ArrayList<>(cursors));
        try {
            for (int i = 0; i < cursors.size(); i++) {
                if (cursors.get(i).next()) {
                    merge.heads.add(new Head(cursors.get(i), i));
                }
            }
            return merge;
        } catch (RuntimeException e) {
            merge.close();
            throw e;
        }
    }

    @Override
    public boolean next() {
        if (current != null && current.cursor().next()) {
            Head next = heads.peek();
            if (next == null || current.compareTo(next) < 0) {
                return true; // the same sequence goes on, which saves the queue's work on long stretches
            }
            heads.add(current);
        }
        current = heads.poll();
        return current != null;
    }

    private Cursor current() {
        if (current == null) {
            throw new IllegalStateException("next() comes first");
        }
        return current.cursor();
    }

    @Override
    public byte[] bytes() {
        return current().bytes();
    }

    @Override
    public int at() {
        return current().at();
    }

    @Override
    public void close() {
        cursors.forEach(Cursor::close);
    }
}
