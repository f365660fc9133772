package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

import dev.gantry.erase.Owners;
import dev.gantry.files.EncryptionKey;
import dev.gantry.sink.Staged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a backup of the rows that a run has staged. Can be repeated after a kill at any instant: the same rows and the same
 * backups before make the same backup.
 */
public final class MakeBackup {
    private static final Logger LOG = LoggerFactory.getLogger(MakeBackup.class);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int TOLD_ROWS = 1_000;

    private final Locked locked;
    private final About about;
    private final LongConsumer written;
    private final Map<String, Long> unstored = new LinkedHashMap<>();
    private final Stores stores = new Stores();

    /**
     * Whose backup it is.
     *
     * @param moment how {@code asOf} was settled
     * @param key that it is encrypted with
     * @param erased whoever is left out of it
     */
    public record About(
            String job,
            String run,
            String universe,
            Instant asOf,
            String moment,
            String version,
            Keep keep,
            Optional<EncryptionKey> key,
            Owners erased) {

        /** Names the backup, and is the same for all attempts of a run. */
        String id() {
            return MOMENT.format(asOf) + "-"
                    + Digests.content(job, run, universe).substring(0, 4);
        }
    }

    /** @param written told of rows that have been written since it was last told */
    public MakeBackup(Locked locked, About about, LongConsumer written) {
        this.locked = locked;
        this.about = about;
        this.written = written;
    }

    public Manifest of(List<Staged> staged) throws IOException {
        Optional<Backup> base = base();
        List<Part> usable = base.map(this::usable).orElse(List.of());
        Fates fates = Fates.of(staged, base, usable, about.erased());
        Path workshop = locked.workshop(about.id());
        List<Part> parts = new ArrayList<>(fates.referred());
        List<FileRef> unstoredFiles = new ArrayList<>();
        try (EntryFiles entries =
                        new EntryFiles(locked, about.id(), workshop, fates.widestRow(), metadata(), about.key());
                RowList others = new RowList(locked, about.id(), workshop, "unstored", Columns.UNSTORED, about.key())) {
            new StagedEntries(staged).each((number, row) -> {
                take(fates.of(number), row, entries, others);
                if (number % TOLD_ROWS == TOLD_ROWS - 1) {
                    written.accept(TOLD_ROWS);
                }
            });
            parts.addAll(entries.finish());
            others.finish().ifPresent(unstoredFiles::add);
        }
        List<FileRef> superseded = superseded(fates, workshop);
        Manifest manifest = manifest(fates, parts, superseded, unstoredFiles);
        locked.add(manifest);
        Files.deleteIfExists(workshop);
        return manifest;
    }

    /**
     * The newest backup of the universe that is encrypted with the same key or like this one not at all: what did not change since
     * is not stored again. So restoring takes one key.
     */
    private Optional<Backup> base() {
        return locked.repository().manifests().stream()
                .filter(made -> made.universe().equals(about.universe())
                        && made.encryptedBy().equals(encryptedBy())
                        && !made.id().equals(about.id()))
                .reduce((earlier, later) -> later)
                .map(locked.repository()::open);
    }

    private List<Part> usable(Backup base) {
        List<Part> usable = new ArrayList<>();
        for (Part part : base.manifest().parts()) {
            try {
                base.sized(part.entries());
                base.keys(part, (row, json) -> {});
                usable.add(part);
            } catch (BackupDamaged damaged) {
                LOG.warn("{} What was in it is stored again.", damaged.getMessage());
            }
        }
        return usable;
    }

    private void take(int fate, ObjectNode row, EntryFiles entries, RowList others) throws IOException {
        switch (fate) {
            case Fates.NO_ENTRY -> {
                if (!about.erased().ownStore(false, StagedEntries.text(row, "store"))) {
                    stores.saw(row);
                }
            }
            case Fates.REPEATED, Fates.ERASED -> {}
            case Fates.UNSTORED -> {
                unstored.merge(StagedEntries.text(row, Columns.STATE), 1L, Long::sum);
                others.add(row);
            }
            case Fates.STORE -> {
                stores.countEntry(row);
                entries.add(row);
            }
            default -> stores.countEntry(row);
        }
    }

    private List<FileRef> superseded(Fates fates, Path workshop) throws IOException {
        try (RowList dead = new RowList(locked, about.id(), workshop, "superseded", Columns.SUPERSEDED, about.key())) {
            fates.eachDead((part, row) -> dead.add(JsonNodeFactory.instance
                    .objectNode()
                    .put(Columns.PART, part.entries().name())
                    .put(Columns.ROW, row)));
            return dead.finish().stream().toList();
        }
    }

    private Manifest manifest(Fates fates, List<Part> parts, List<FileRef> superseded, List<FileRef> unstoredFiles) {
        long stored = live(parts, true);
        Ledger ledger = new Ledger(
                fates.keys(),
                stored,
                live(parts, false),
                unstored.getOrDefault("absent", 0L),
                unstored.getOrDefault("unreadable", 0L),
                unstored.getOrDefault("failed", 0L),
                fates.count(Fates.ERASED));
        return new Manifest(
                about.id(),
                about.job(),
                about.run(),
                about.universe(),
                about.asOf().toString(),
                about.moment(),
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                about.version(),
                missing(ledger),
                about.keep(),
                ledger,
                stores.all(),
                parts,
                superseded,
                unstoredFiles,
                encryptedBy());
    }

    private String encryptedBy() {
        return about.key().map(EncryptionKey::fingerprint).orElse("");
    }

    private long live(List<Part> parts, boolean own) {
        return parts.stream()
                .filter(part -> part.backup().equals(about.id()) == own)
                .mapToLong(Part::live)
                .sum();
    }

    private List<String> missing(Ledger ledger) {
        List<String> missing = new ArrayList<>();
        if (ledger.unreadable() > 0) {
            missing.add(ledger.unreadable() + " entries could not be read");
        }
        if (ledger.failed() > 0) {
            missing.add("reading " + ledger.failed() + " entries failed");
        }
        stores.all().stream()
                .filter(StoreCount::lost)
                .forEach(store -> missing.add("data store " + store.name()
                        + " was marked for deletion while it was read: undelete it, then back up again"));
        if (!ledger.reconciles()) {
            missing.add("the ledger does not add up: " + ledger);
        }
        return missing;
    }

    private Map<String, String> metadata() {
        return Map.of(
                "gantry.backup", about.id(),
                "gantry.universe", about.universe(),
                "gantry.as-of", about.asOf().toString(),
                "gantry.version", about.version());
    }
}
