package dev.gantry.sink.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gantry.files.Durable;
import dev.gantry.files.Location;
import dev.gantry.files.s3.Bucket;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.StoredObject;
import dev.gantry.files.s3.UnfinishedUpload;
import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;

/**
 * The objects under a prefix, replaced as nearly at once as an object store allows. Files are written to a folder of this
 * machine, and each is uploaded as soon as it is whole and then deleted; what is uploaded is invisible until completed.
 *
 * <p>Write order: all uploads; {@code _SUCCESS} away; a {@code _schema.json} that claims nothing; the uploads completed, side
 * by side; data of the former publication that was not replaced away; {@code _schema.json}; {@code _SUCCESS}. So whoever waits
 * for {@code _SUCCESS} never sees a mixture, and a {@code _schema.json} that names a run says that all of its data is there and
 * no other. A kill in between leaves no {@code _SUCCESS}, and publishing again ends alike whenever it was.
 */
public final class S3Folder implements Target {

    private static final String DATA = "([^/]+=[^/]*/)*part-[0-9]{5,}\\.[a-z0-9.]+";
    private static final Pattern OUR_DATA = Pattern.compile(DATA);

    /** Some tools mark a folder by an empty object whose name ends with a slash; these do no harm and stay. */
    private static final Pattern OURS = Pattern.compile(DATA + "|_schema\\.json|_SUCCESS|([^/]+=[^/]*/)*");

    private static final long PART_BYTES = 16L << 20;

    private final Location.S3 target;
    private final Bucket bucket;
    private final Path scratch;
    private final String mark;
    private final Uploads uploads;
    private @Nullable Path writing;

    /** @param scratch a folder of this machine for files on their way; need not exist */
    public S3Folder(Location.S3 target, S3 s3, Path scratch) {
        this(target, s3, scratch, PART_BYTES);
    }

    /** @param partBytes of the parts in which a large file is sent */
    S3Folder(Location.S3 target, S3 s3, Path scratch, long partBytes) {
        this.target = target;
        this.bucket = s3.bucket(target.bucket());
        this.scratch = scratch;
        this.mark = "-" + UUID.nameUUIDFromBytes(target.toString().getBytes(StandardCharsets.UTF_8));
        this.uploads = new Uploads(bucket, partBytes);
    }

    public static void refuseWholeBucket(Location.S3 target) {
        if (target.key().isEmpty()) {
            throw new UserMistake(
                    "cannot publish to " + target + ": a data set replaces everything there, and this is a"
                            + " whole bucket. Name a prefix in it, such as " + target + "/players.");
        }
    }

    @Override
    public String name() {
        return target.toString();
    }

    @Override
    public Optional<byte[]> schema() {
        return bucket.read(key(SCHEMA));
    }

    /** Tries the right to write, too, by an upload that is aborted at once, so that nobody ever sees it. */
    @Override
    public void refuseIfBad() {
        refuseForeign();
        bucket.upload(key(SUCCESS), "try").abort();
    }

    private void refuseForeign() {
        List<String> names = names();
        List<String> foreign =
                names.stream().filter(name -> !OURS.matcher(name).matches()).toList();
        if (!foreign.isEmpty()) {
            throw refused("it holds what Gantry did not publish there (" + shortened(foreign)
                    + "), and publishing replaces everything under the prefix. Name another prefix or move these away");
        }
        List<String> files = names.stream()
                .filter(name -> !name.isEmpty() && !name.endsWith("/"))
                .toList();
        if (!files.isEmpty() && !files.contains(SCHEMA)) {
            throw refused("it holds " + shortened(files) + " but no " + SCHEMA + ", so Gantry did not publish it, and"
                    + " publishing replaces everything under the prefix. Name another prefix or move these away");
        }
    }

    @Override
    public void repair() throws IOException {
        for (Path folder : left()) {
            Uploads.abortRecorded(folder, bucket);
            Durable.deleteTree(folder);
        }
        for (UnfinishedUpload upload : bucket.uploads(key(""))) {
            if (OURS.matcher(name(upload.key())).matches()) {
                bucket.abort(upload);
            }
        }
    }

    @Override
    public Path begin(String run) throws IOException {
        Path folder = scratch.resolve(run + mark).toAbsolutePath().normalize();
        Durable.createFolders(folder);
        writing = folder;
        return folder;
    }

    @Override
    public void finished(Path file) throws IOException {
        Path folder = writing();
        String name = Stream.iterate(file, each -> !each.equals(folder), Path::getParent)
                .map(each -> String.valueOf(each.getFileName()))
                .reduce((below, above) -> above + "/" + below)
                .orElseThrow();
        uploads.send(folder, file, key(name));
        Files.delete(file);
    }

    @Override
    public void show(String run) throws IOException {
        byte[] schema = Files.readAllBytes(writing().resolve(SCHEMA));
        refuseForeign();
        bucket.delete(key(SUCCESS));
        bucket.put(key(SCHEMA), claimingNothing(run));
        uploads.complete();
        Set<String> current = uploads.keys();
        bucket.delete(names().stream()
                .filter(name -> OUR_DATA.matcher(name).matches())
                .map(this::key)
                .filter(key -> !current.contains(key))
                .toList());
        bucket.put(key(SCHEMA), schema);
        markComplete();
        Durable.deleteTree(writing());
    }

    @Override
    public void markComplete() {
        if (bucket.find(key(SUCCESS)).isEmpty()) {
            bucket.put(key(SUCCESS), new byte[0]);
        }
    }

    @Override
    public void discard(String run, Exception failure) {
        try {
            uploads.abort();
            Durable.deleteTree(writing());
        } catch (RuntimeException | IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Path writing() {
        return Objects.requireNonNull(writing, "begin comes first");
    }

    /** The folders of killed attempts at this target. */
    private List<Path> left() throws IOException {
        if (!Files.isDirectory(scratch)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(scratch)) {
            return folders.filter(folder -> folder.toString().endsWith(mark)).toList();
        }
    }

    /** Of all objects under the prefix. */
    private List<String> names() {
        return bucket.list(key("")).stream()
                .map(StoredObject::key)
                .map(this::name)
                .toList();
    }

    private String key(String name) {
        return target.key() + "/" + name;
    }

    private String name(String key) {
        return key.substring(target.key().length() + 1);
    }

    /** It also shows the next attempt that what lies here is Gantry's, should this one be killed. */
    private static byte[] claimingNothing(String run) {
        return ("{\"format\": 0, \"publishing\": \"" + run + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    private UserMistake refused(String why) {
        return new UserMistake("cannot publish to " + target + ": " + why + ".");
    }

    private static String shortened(List<String> names) {
        String first = names.stream().limit(3).collect(Collectors.joining(", "));
        return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
    }
}
