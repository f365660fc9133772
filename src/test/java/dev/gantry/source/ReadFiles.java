package dev.gantry.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;
import dev.gantry.job.Row;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Files of a folder, and reads of them as a run does, with no Open Cloud there. */
final class ReadFiles implements AutoCloseable {

    private final Path folder;
    private final OpenCloud nobody =
            Clients.of(new Connection(Optional.of(URI.create("http://127.0.0.1:9")), new Credential.ApiKey("none")));

    ReadFiles(Path folder) {
        this.folder = folder;
    }

    OpenCloud nobody() {
        return nobody;
    }

    Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Packed as the name says. */
    Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, packed(name, bytes));
    }

    static byte[] packed(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(packed)
                : name.endsWith(".zst") ? new ZstdOutputStream(packed) : packed) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** A source whose paths begin with FOLDER. */
    WrittenSource source(String yaml) {
        return WrittenSource.of(yaml.replace("FOLDER", folder.toString()));
    }

    List<Partition> partitions(String yaml) throws InterruptedException {
        return source(yaml).chain().partitions(new Access(nobody));
    }

    List<Row> rows(String yaml) throws InterruptedException {
        return source(yaml).read(nobody).rows();
    }

    /** Rows as their texts, the same however often the reader was killed. */
    List<String> texts(String yaml) throws InterruptedException {
        WrittenSource source = source(yaml);
        List<String> whole = shown(source.read(nobody).rows());
        for (int batch : new int[] {1, 2, 3, 7}) {
            List<String> killed =
                    shown(source.readKilledAfterEvery(batch, nobody).rows());
            if (!killed.equals(whole)) {
                throw new AssertionError("killed after every " + batch + " rows: " + killed + " instead of " + whole);
            }
        }
        return whole;
    }

    /** Reads so many rows of the first part, lets something happen, and reads on. */
    List<Row> rows(String yaml, int before, Interruption happens) throws Exception {
        WrittenSource source = source(yaml);
        Partition partition = source.chain().partitions(new Access(nobody)).getFirst();
        ExecutionContext context = new ExecutionContext();
        List<Row> rows = new ArrayList<>(read(source, partition, before, context));
        happens.happen();
        for (List<Row> more = List.of(); more != null; more = read(source, partition, 1_000, context)) {
            rows.addAll(more);
        }
        return rows;
    }

    /** The same within one try, whose reader goes on. */
    List<Row> rowsOfOneTry(String yaml, int before, Interruption happens) throws Exception {
        WrittenSource source = source(yaml);
        Partition partition = source.chain().partitions(new Access(nobody)).getFirst();
        ReadBounds bounds =
                new ReadBounds(before, 100_000_000, Duration.ofSeconds(30), 64, 100_000_000, Long.MAX_VALUE);
        RowReader reader = source.chain().reader(partition, new Access(nobody), bounds, () -> false);
        reader.open(new ExecutionContext());
        try {
            List<Row> rows = new ArrayList<>();
            for (@Nullable List<Row> more = reader.read(); more != null; more = reader.read()) {
                if (rows.isEmpty()) {
                    happens.happen();
                }
                rows.addAll(more);
            }
            return rows;
        } finally {
            reader.close();
        }
    }

    /** What happens between two tries of a run, or within one. */
    interface Interruption {
        void happen() throws Exception;
    }

    private @Nullable List<Row> read(WrittenSource source, Partition partition, int rows, ExecutionContext context)
            throws InterruptedException {
        ReadBounds bounds = new ReadBounds(rows, 100_000_000, Duration.ofSeconds(30), 64, 100_000_000, Long.MAX_VALUE);
        RowReader reader = source.chain().reader(partition, new Access(nobody), bounds, () -> false);
        reader.open(context);
        try {
            @Nullable List<Row> read = reader.read();
            reader.update(context);
            return read;
        } finally {
            reader.close();
        }
    }

    /** With its name without the folder, which a row of this text stands for. */
    private List<String> shown(List<Row> rows) {
        return rows.stream()
                .map(row -> (row.isRefused() ? row.refusal() + " " : row.id() + " ") + row.json())
                .map(text -> text.replace(folder + "/", ""))
                .toList();
    }

    @Override
    public void close() {
        nobody.close();
    }
}
