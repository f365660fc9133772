package dev.gantry.backup.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

import dev.gantry.erase.Owners;
import dev.gantry.sink.Staged;
import dev.gantry.sink.staging.StagedRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of each staged row: stored anew, unchanged since an earlier backup, or another fate. Keys are looked at in as many
 * rounds as it takes for those of a round to fit in memory.
 */
final class Fates {
    static final int STORE = -1;
    static final int REPEATED = -2;
    static final int UNSTORED = -3;
    static final int NO_ENTRY = -4;
    static final int ERASED = -5;

    private static final long KEYS_OF_ROUND = 2_000_000;
    private static final int ROW_BITS = 32;
    private static final long ROW_MASK = (1L << ROW_BITS) - 1;
    /** A part of which less counts is not referred to any more, so that what does not count does not pile up. */
    private static final double LEAST_LIVE = 0.5;

    private final List<Part> parts;
    private final Owners erased;
    private final BitSet[] live;
    private final int[] fates;
    private int widestRow;

    private Fates(List<Part> parts, int rows, Owners erased) {
        this.parts = parts;
        this.erased = erased;
        this.live = new BitSet[parts.size()];
        Arrays.setAll(live, part -> new BitSet());
        this.fates = new int[rows];
        Arrays.fill(fates, NO_ENTRY);
    }

    /**
     * Decides.
     *
     * @param base the backup before; empty: there is none
     * @param usable those of its parts whose files are there
     * @param erased whoever is left out
     */
    static Fates of(List<Staged> staged, Optional<Backup> base, List<Part> usable, Owners erased) {
        StagedRun counted = new StagedRun();
        staged.forEach(log -> counted.add(log.file(), log.length()));
        Fates fates = new Fates(usable, Math.toIntExact(counted.rows()), erased);
        long known = usable.stream().mapToLong(Part::live).sum();
        int rounds = Math.toIntExact(Math.max(1, Math.ceilDiv(Math.max(known, counted.rows()), KEYS_OF_ROUND)));
        for (int round = 0; round < rounds; round++) {
            fates.decide(new StagedEntries(staged), fates.known(base, round, rounds), round, rounds);
        }
        fates.letGoOfMostlyDead();
        return fates;
    }

    private KeyTable known(Optional<Backup> base, int round, int rounds) {
        KeyTable known = new KeyTable();
        for (int i = 0; i < parts.size(); i++) {
            long part = (long) i << ROW_BITS;
            base.orElseThrow().keys(parts.get(i), (row, json) -> {
                KeyTable.Key key = StagedEntries.key((ObjectNode) json);
                if (key.share(rounds) == round) {
                    known.add(key, check(json, json.path(Columns.CONTENT).asString()), part | row);
                }
            });
        }
        return known;
    }

    private static long check(JsonNode row, String content) {
        return KeyTable.check(row.path(Columns.REVISION).asString(), content);
    }

    private void decide(StagedEntries staged, KeyTable known, int round, int rounds) {
        KeyTable seen = new KeyTable();
        staged.each((number, row) -> {
            if (!row.has(Columns.ID)) {
                return;
            }
            KeyTable.Key key = StagedEntries.key(row);
            if (key.share(rounds) != round) {
                return;
            }
            if (!seen.add(key, 0, number)) {
                fates[number] = REPEATED;
            } else if (erased.own(row) || (row.has(Columns.STATE) && erased.ownKey(row))) {
                fates[number] = ERASED;
            } else if (row.has(Columns.STATE)) {
                fates[number] = UNSTORED;
            } else {
                decide(number, row, known.find(key, check(row, StagedEntries.content(row))));
            }
        });
    }

    private void decide(int number, ObjectNode row, long place) {
        if (place < 0) {
            fates[number] = STORE;
            widestRow = Math.max(widestRow, 2 * StagedEntries.text(row, "value").length());
        } else {
            fates[number] = (int) (place >>> ROW_BITS);
            live[fates[number]].set(Math.toIntExact(place & ROW_MASK));
        }
    }

    private void letGoOfMostlyDead() {
        for (int i = 0; i < parts.size(); i++) {
            if (live[i].cardinality() < LEAST_LIVE * parts.get(i).entries().rows()) {
                live[i].clear();
            }
        }
        for (int number = 0; number < fates.length; number++) {
            if (fates[number] >= 0 && live[fates[number]].isEmpty()) {
                fates[number] = STORE;
            }
        }
    }

    int of(int row) {
        return fates[row];
    }

    long count(int fate) {
        return Arrays.stream(fates).filter(each -> each == fate).count();
    }

    /** Rows that are keys, each counted once. */
    long keys() {
        return fates.length - count(NO_ENTRY) - count(REPEATED);
    }

    /** Bytes of the widest row that is stored, about. */
    int widestRow() {
        return widestRow;
    }

    /** The earlier parts that are referred to, with what counts of each. */
    List<Part> referred() {
        List<Part> referred = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (!live[i].isEmpty()) {
                Part part = parts.get(i);
                referred.add(new Part(part.backup(), part.entries(), part.keys(), live[i].cardinality()));
            }
        }
        return referred;
    }

    /** Takes the rows of earlier parts that do not count. */
    interface DeadTaker<E extends Exception> {
        void take(Part part, long row) throws E;
    }

    <E extends Exception> void eachDead(DeadTaker<E> taker) throws E {
        for (int i = 0; i < parts.size(); i++) {
            if (!live[i].isEmpty()) {
                int rows = Math.toIntExact(parts.get(i).entries().rows());
                for (int row = live[i].nextClearBit(0); row < rows; row = live[i].nextClearBit(row + 1)) {
                    taker.take(parts.get(i), row);
                }
            }
        }
    }
}
