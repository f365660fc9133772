package dev.gantry.writeback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import dev.gantry.job.Row;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Makes changes while the run reads; there is nothing to publish then but what they came to. Its journals are in a folder that
 * outlives the run, because undoing needs them.
 */
public final class WritingSink<T> implements MakesChanges {

    /** More changes than any partition has. */
    private static final long CHANGES_OF_A_PARTITION = 1L << 40;

    private final String target;
    private final Making<T> making;
    private final RunGuards guards;
    private final Duration patience;
    private final Function<Tally, List<String>> notes;
    private final Queue<ChangeWriter<T>> writers = new ConcurrentLinkedQueue<>();

    /**
     * One of changes of what is never locked.
     *
     * @param notes what is to be said of what it came to
     */
    public WritingSink(String target, Making<T> making, RunGuards guards, Function<Tally, List<String>> notes) {
        this(target, making, guards, Duration.ZERO, notes);
    }

    /**
     * Connects it.
     *
     * @param patience how long what is locked is waited for
     * @param notes what is to be said of what it came to
     */
    WritingSink(
            String target, Making<T> making, RunGuards guards, Duration patience, Function<Tally, List<String>> notes) {
        this.target = target;
        this.making = making;
        this.guards = guards;
        this.patience = patience;
        this.notes = notes;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void refuseBadTarget(Outside outside) {}

    @Override
    public void check(Row row) {
        making.check(row);
    }

    /** @param stagingFile only its name counts, which begins with the partition's number */
    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        String name = String.valueOf(stagingFile.getFileName());
        long partition = Long.parseLong(name.substring(0, name.indexOf('.')));
        Path file = guards.writing().journals().resolve(partition + ".journal");
        ChangeWriter<T> writer = new ChangeWriter<>(making, guards, patience, file, partition * CHANGES_OF_A_PARTITION);
        writers.add(writer);
        return writer;
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) {
        KeptRows.remove(guards.writing().journals());
        Tally tally = tally();
        return new Published(target, tally.changed(), 0, 0, Optional.empty(), notes.apply(tally));
    }

    @Override
    public boolean isHeld() {
        return writers.stream().anyMatch(ChangeWriter::isHeld);
    }

    @Override
    public ReadBack readBack() throws InterruptedException {
        return ReadBack.of(guards.writing().journals(), making);
    }

    @Override
    public Tally tally() {
        return Tally.of(guards.writing().journals(), guards.writing().onlyPlans());
    }
}
