package dev.gantry.files.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One object on its way. It is invisible until {@link #complete}, so even a small one goes this way, as one part. */
public final class Upload {

    static final String MARK = "gantry-run";

    private static final long MOST_PARTS = 10_000;

    private final Bucket bucket;
    private final UnfinishedUpload upload;
    private final String mark;
    private final Queue<CompletedPart> parts = new ConcurrentLinkedQueue<>();
    private volatile long bytes;

    Upload(Bucket bucket, UnfinishedUpload upload, String mark) {
        this.bucket = bucket;
        this.upload = upload;
        this.mark = mark;
    }

    public String key() {
        return upload.key();
    }

    public UnfinishedUpload unfinished() {
        return upload;
    }

    /**
     * Sends a whole file, some parts side by side; afterwards it is no longer needed.
     *
     * @param partBytes of each part but the last, more where the file would have too many; stores want 5 MiB at least
     */
    public void send(Path file, long partBytes) throws IOException {
        bytes = Files.size(file);
        long part = Math.max(partBytes, Math.ceilDiv(bytes, MOST_PARTS));
        long count = Math.max(1, Math.ceilDiv(bytes, part));
        try {
            AtOnce.forEach(LongStream.range(0, count).boxed().toList(), number -> send(file, number, part));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void send(Path file, long number, long partBytes) {
        long from = number * partBytes;
        long length = Math.min(partBytes, bytes - from);
        int partNumber = Math.toIntExact(number + 1);
        UploadPartResponse sent = bucket.ask(
                "cannot write",
                key(),
                s3 -> s3.uploadPart(
                        part -> part.bucket(bucket.name())
                                .key(key())
                                .uploadId(upload.id())
                                .partNumber(partNumber),
                        RequestBody.fromContentProvider(
                                () -> FilePart.open(file, from, length), length, "application/octet-stream")));
        parts.add(CompletedPart.builder()
                .partNumber(partNumber)
                .eTag(sent.eTag())
                .checksumCRC32(sent.checksumCRC32())
                .checksumCRC32C(sent.checksumCRC32C())
                .checksumCRC64NVME(sent.checksumCRC64NVME())
                .checksumSHA1(sent.checksumSHA1())
                .checksumSHA256(sent.checksumSHA256())
                .build());
    }

    /** Makes the object visible, instead of any other of its name. */
    public void complete() {
        CompletedMultipartUpload inOrder = CompletedMultipartUpload.builder()
                .parts(parts.stream()
                        .sorted(Comparator.comparing(CompletedPart::partNumber))
                        .toList())
                .build();
        bucket.ask("cannot complete", key(), s3 -> {
            try {
                s3.completeMultipartUpload(complete -> complete.bucket(bucket.name())
                        .key(key())
                        .uploadId(upload.id())
                        .multipartUpload(inOrder));
                return true;
            } catch (NoSuchUploadException gone) {
                // Asked again because the first answer was lost: the store knows no upload any more, but has the
                // object.
                if (bucket.head(key()).filter(this::isOurs).isPresent()) {
                    return true;
                }
                throw gone;
            }
        });
    }

    private boolean isOurs(HeadObjectResponse found) {
        return found.contentLength() == bytes && mark.equals(found.metadata().get(MARK));
    }

    public void abort() {
        bucket.abort(upload);
    }

    /** Completes uploads side by side, so that what is between the first and the last is over soon. */
    public static void complete(List<Upload> uploads) {
        AtOnce.forEach(uploads, Upload::complete);
    }
}
