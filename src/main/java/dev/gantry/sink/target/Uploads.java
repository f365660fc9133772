package dev.gantry.sink.target;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.gantry.files.Durable;
import dev.gantry.files.s3.Bucket;
import dev.gantry.files.s3.UnfinishedUpload;
import dev.gantry.files.s3.Upload;

/**
 * The uploads of one attempt at publishing. Each is written down beside its files before it is sent, because some stores do
 * not list what a killed attempt began.
 */
final class Uploads {

    private static final String RECORD = ".uploads";

    private final Bucket bucket;
    private final long partBytes;
    private final String attempt = UUID.randomUUID().toString();
    private final List<Upload> begun = new ArrayList<>();

    Uploads(Bucket bucket, long partBytes) {
        this.bucket = bucket;
        this.partBytes = partBytes;
    }

    /** Aborts what an attempt that was killed has written down. */
    static void abortRecorded(Path folder, Bucket bucket) throws IOException {
        Path record = folder.resolve(RECORD);
        if (!Files.exists(record)) {
            return;
        }
        for (String line : Files.readAllLines(record)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                bucket.abort(new UnfinishedUpload(
                        URLDecoder.decode(line.substring(0, space), StandardCharsets.UTF_8),
                        line.substring(space + 1)));
            }
        }
    }

    /** Afterwards the file is no longer needed. */
    void send(Path folder, Path file, String key) throws IOException {
        Upload upload = bucket.upload(key, attempt);
        begun.add(upload);
        record(folder, upload.unfinished());
        upload.send(file, partBytes);
    }

    private static void record(Path folder, UnfinishedUpload upload) throws IOException {
        Path record = folder.resolve(RECORD);
        String line = URLEncoder.encode(upload.key(), StandardCharsets.UTF_8) + " " + upload.id() + "\n";
        Files.writeString(record, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Durable.syncFile(record);
    }

    /** Makes all of them visible, side by side, so that what is between the first and the last is over soon. */
    void complete() {
        Upload.complete(begun);
    }

    /** Those that are complete stay so. */
    void abort() {
        begun.forEach(Upload::abort);
    }

    Set<String> keys() {
        return begun.stream().map(Upload::key).collect(Collectors.toSet());
    }
}
