package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.Result;

/** The versions that a run's own writes have made; asked only where an entry is changed more than once. */
final class OwnWrites {

    private static final int REMEMBERED = 10_000;

    private final Path journals;
    private final Map<EntryAddress, EntryVersion> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryAddress, EntryVersion> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param journals the run's folder of them */
    OwnWrites(Path journals) {
        this.journals = journals;
    }

    void add(EntryAddress address, EntryVersion version) {
        synchronized (newest) {
            newest.put(address, version);
        }
    }

    /** Whether that version is of this run and one of the last that it made; asks no journal. */
    boolean madeLately(EntryAddress address, EntryVersion version) {
        synchronized (newest) {
            return version.equals(newest.get(address));
        }
    }

    /** Whether that version of the entry is of this run. */
    boolean made(EntryAddress address, EntryVersion version) {
        synchronized (newest) {
            EntryVersion known = newest.get(address);
            if (known != null) {
                return known.equals(version);
            }
        }
        return JournalFile.of(journals).stream().anyMatch(file -> tells(file, address, version));
    }

    private static boolean tells(Path file, EntryAddress address, EntryVersion version) {
        try (JournalFile journal = JournalFile.open(file)) {
            return journal.frames().stream()
                    .flatMap(offset -> journal.at(offset).stream())
                    .anyMatch(record -> record instanceof JournalRecord.Outcome outcome
                            && outcome.result() == Result.DONE
                            && outcome.address().equals(address)
                            && outcome.version().equals(version));
        }
    }
}
