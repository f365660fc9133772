package dev.gantry.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

import dev.gantry.files.DiskFailed;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.Tolerance;
import dev.gantry.job.UserMistake;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rejected rows of one partition, as JSON lines beside its staging: appended and fsynced before the checkpoint, cut
 * back to it on resume. Invariant: the file is never shorter than the checkpoint says.
 */
final class Rejects {

    private static final String LENGTH = "rejects.length";
    private static final String ROWS = "rejects.rows";
    private static final String KEPT = "rejects.kept";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Tolerance tolerance;
    private long length;
    private long rows;
    private long kept;

    /** @param tolerance of the run, which counts those of all partitions */
    Rejects(Path file, Tolerance tolerance) {
        this.file = file;
        this.tolerance = tolerance;
    }

    /** How many rows a partition's last checkpoint counts as rejected. */
    static long rows(ExecutionContext context) {
        return context.getLong(ROWS, 0);
    }

    /** So many bytes of its file a partition's last checkpoint covers. */
    static long length(ExecutionContext context) {
        return context.getLong(LENGTH, 0);
    }

    /** How many others are kept with them. */
    static long kept(ExecutionContext context) {
        return context.getLong(KEPT, 0);
    }

    void open(ExecutionContext context) {
        length = context.getLong(LENGTH, 0);
        rows = rows(context);
        kept = kept(context);
        tolerance.add(rows);
        if (!Files.exists(file) && length == 0) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot cut back", file, broken);
        }
    }

    /** Appends rows that were judged. */
    void write(List<Row> rejected) {
        append(rejected);
        rows += rejected.size();
        RowCounts.ofProcess().addRejected(rejected.size());
    }

    /** Appends rows that are not judged: nothing was wrong with them. */
    void keep(List<Row> left) {
        append(left);
        kept += left.size();
    }

    /** Before a batch does what cannot be undone: counts them, and ends a run that has rejected too many with them. */
    void judge(List<Row> rejected) {
        for (Row row : rejected) {
            if (!tolerance.allowsOneMore()) {
                throw tooMany(
                        tolerance.rejected(),
                        tolerance.rows(),
                        " The last: " + row.json().path("reason").asString());
            }
        }
    }

    private void append(List<Row> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Row row : rejected) {
            lines.writeBytes(JSON.writeValueAsBytes(row.json()));
            lines.write('\n');
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(length);
            ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write", file, broken);
        }
        length += lines.size();
    }

    /** At its end, ends a run that has rejected more rows than the job allows. */
    static void refuseTooMany(Errors.Skip skip, long rejected, long seen) {
        if (!skip.allows(rejected, seen)) {
            throw tooMany(rejected, seen, "");
        }
    }

    /** @param example a sentence about one of them; may be empty */
    private static UserMistake tooMany(long rejected, long seen, String example) {
        return new UserMistake(
                rejected + " of " + seen + " rows were rejected, more than errors: {skip} allows." + example
                        + " Mend the expression, the schema or the file that rejects them, or allow more, and run the job again.");
    }

    void update(ExecutionContext context) {
        context.putLong(LENGTH, length);
        context.putLong(ROWS, rows);
        context.putLong(KEPT, kept);
    }

    /** Gathers the partitions' rejected rows in the file that the job names, whole or not at all. */
    static void publish(List<Path> staged, Path target) {
        Path whole = target.toAbsolutePath().normalize();
        Path unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
        try {
            Files.createDirectories(whole.getParent());
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                for (Path each : staged) {
                    if (Files.exists(each)) {
                        Files.copy(each, java.nio.channels.Channels.newOutputStream(out));
                    }
                }
                out.force(true);
            }
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write", whole, broken);
        }
    }
}
