package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.gantry.job.Row;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Changes entries while the run reads; there is nothing to publish then but what it came to. Its journals are in a folder that
 * outlives the run, because undoing needs them.
 */
public final class WritingSink implements MakesChanges {

    /** More changes than any partition has. */
    private static final long CHANGES_OF_A_PARTITION = 1L << 40;

    private final String target;
    private final Estimate estimate;
    private final Edit edit;
    private final SharedState shared;
    private final Queue<ChangeWriter> writers = new ConcurrentLinkedQueue<>();

    WritingSink(String target, Estimate estimate, Edit edit, SharedState shared) {
        this.target = target;
        this.estimate = estimate;
        this.edit = edit;
        this.shared = shared;
    }

    /** One that leaves entries alone as long as a session has them. */
    static WritingSink of(String target, Estimate estimate, Edit wanted, SharedState shared) {
        Locks locks =
                new Locks(shared.guards().locked(), shared.writing().cloud().time()::now);
        return new WritingSink(target, estimate, new UnlockedOnly(wanted, locks, shared.ours()), shared);
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void refuseBadTarget(Outside outside) {}

    @Override
    public void check(Row row) {
        edit.address(row);
    }

    /** @param stagingFile only its name counts, which begins with the partition's number */
    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        String name = String.valueOf(stagingFile.getFileName());
        long partition = Long.parseLong(name.substring(0, name.indexOf('.')));
        Path file = shared.writing().journals().resolve(partition + ".journal");
        ChangeWriter writer = new ChangeWriter(edit, shared, file, partition * CHANGES_OF_A_PARTITION);
        writers.add(writer);
        return writer;
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) {
        KeptRows.remove(shared.writing().journals());
        Tally tally = tally();
        return new Published(target, tally.changed(), 0, 0, Optional.empty(), notes(tally));
    }

    private List<String> notes(Tally tally) {
        return shared.writing().onlyPlans() && tally.changed() > 0 ? List.of(estimate.of(tally.changed())) : List.of();
    }

    /** Whether the changes that are made first are made, and the others wait for a word. */
    public boolean isHeld() {
        return writers.stream().anyMatch(ChangeWriter::isHeld);
    }

    /** Reads again what was changed. */
    public ReadBack readBack() throws InterruptedException {
        Writing writing = shared.writing();
        return ReadBack.of(writing.journals(), new StoredEntries(writing.cloud()), shared.ours());
    }

    @Override
    public Tally tally() {
        return Tally.of(shared.writing().journals(), shared.writing().onlyPlans());
    }
}
