package dev.gantry.writeback.sinks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import dev.gantry.writeback.MakesChanges;
import dev.gantry.writeback.ReadBack;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.Writing;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Changes entries and other things while the run reads, each by the sink that knows how; both journal in the run's folder. */
final class RestoringSink implements MakesChanges {

    /** The journals of other things are numbered from here on, where no partition is. */
    private static final long FIRST_OF_OTHERS = 1_000_000;

    private final String target;
    private final MakesChanges entries;
    private final MakesChanges others;
    private final Writing writing;

    RestoringSink(String target, MakesChanges entries, MakesChanges others, Writing writing) {
        this.target = target;
        this.entries = entries;
        this.others = others;
        this.writing = writing;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void refuseBadTarget(Outside outside) {}

    @Override
    public void check(Row row) {
        if (RestoringWriter.isOther(row)) {
            others.check(row);
        } else {
            entries.check(row);
        }
    }

    /** @param stagingFile only its name counts, which begins with the partition's number */
    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        String name = String.valueOf(stagingFile.getFileName());
        int dot = name.indexOf('.');
        String number = Long.toString(FIRST_OF_OTHERS + Long.parseLong(name.substring(0, dot)));
        return new RestoringWriter(
                entries.stager(stagingFile),
                others.stager(stagingFile.resolveSibling(number + name.substring(dot))),
                writing.journals().resolve(number + ".journal"));
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) throws InterruptedException {
        Published made = entries.publish(staged, publishing);
        List<String> notes = new ArrayList<>(made.notes());
        if (!writing.onlyPlans()) {
            notes.addAll(others.publish(List.of(), publishing).notes());
        }
        return new Published(target, made.rows(), made.bytes(), made.files(), made.look(), notes);
    }

    /** One folder of journals, so either sink counts the changes of both. */
    @Override
    public Tally tally() {
        return entries.tally();
    }

    /** Restores change no sample first. */
    @Override
    public boolean isHeld() {
        return false;
    }

    @Override
    public ReadBack readBack() throws InterruptedException {
        return entries.readBack();
    }
}
