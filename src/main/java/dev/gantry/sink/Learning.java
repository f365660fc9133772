package dev.gantry.sink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.staging.Slice;
import dev.gantry.sink.staging.StagedRun;
import dev.gantry.sink.staging.StagingWriter;
import dev.gantry.sink.work.SideBySide;

/**
 * What the rows of a run are like: what the stagers learned as they went, or else what the logs say.
 *
 * @param fresh an inference that has seen nothing yet
 * @param stagers by the logs they write
 */
public record Learning(Supplier<Inference> fresh, Map<Path, StagingWriter> stagers) {
    private static final long TEXT_OF_PART = 16L << 20;

    public Inference of(List<Staged> staged) throws InterruptedException {
        Inference all = fresh.get();
        for (Staged log : staged) {
            Optional<Inference> known =
                    Optional.ofNullable(stagers.get(log.file())).flatMap(stager -> stager.learned(log.length()));
            all.merge(known.isPresent() ? known.get() : read(log));
        }
        return all;
    }

    private Inference read(Staged log) throws InterruptedException {
        StagedRun rows = new StagedRun();
        rows.add(log.file(), log.length());
        SideBySide threads = SideBySide.ofThisMachine();
        long parts = Math.clamp(rows.textBytes() / TEXT_OF_PART, 1, threads.threads());
        List<Callable<Inference>> readings = new ArrayList<>();
        for (List<Slice> part : rows.parts(parts)) {
            readings.add(() -> {
                Inference learned = fresh.get();
                part.forEach(slice -> StagingWriter.learn(slice, learned));
                return learned;
            });
        }
        Inference all = fresh.get();
        threads.all(readings).forEach(all::merge);
        return all;
    }
}
