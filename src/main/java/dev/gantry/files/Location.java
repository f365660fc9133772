package dev.gantry.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.job.Shape;

/** Where files are, as a job writes it. */
public sealed interface Location {

    /** A name or pattern in a folder or below a prefix. */
    default Location below(String name) {
        return switch (this) {
            case Local(String path) ->
                new Local(path.isEmpty() || path.endsWith("/") ? path + name : path + "/" + name);
            case S3(String bucket, String key) -> new S3(bucket, key.isEmpty() ? name : key + "/" + name);
        };
    }

    /** A file, folder or pattern of this machine. */
    record Local(String path) implements Location {
        public Path toPath() {
            return Path.of(path);
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * An object, prefix or pattern of an S3-compatible store.
     *
     * @param key without a slash at either end; empty: the whole bucket
     */
    record S3(String bucket, String key) implements Location {
        @Override
        public String toString() {
            return "s3://" + bucket + (key.isEmpty() ? "" : "/" + key);
        }
    }

    /** A path, or {@code s3://bucket/prefix}. */
    Shape<Location> SHAPE = Shape.parsed("a path or s3://bucket/prefix", "", Location::parse);

    /** @throws IllegalArgumentException if it is neither */
    static Location parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a path needs at least one character");
        }
        Matcher scheme =
                Pattern.compile("([a-z][a-z0-9+.-]+)://(.*)", Pattern.DOTALL).matcher(text);
        if (scheme.matches()) {
            return parse(scheme.group(1), scheme.group(2));
        }
        try {
            return new Local(Path.of(text).toString());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
    }

    private static Location parse(String scheme, String rest) {
        if (!scheme.equals("s3")) {
            throw new IllegalArgumentException(
                    "Gantry reads and writes files of this machine and s3://, not " + scheme + "://");
        }
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,62}")) {
            throw new IllegalArgumentException("s3:// is followed by the name of a bucket and a slash");
        }
        String key = slash < 0 ? "" : rest.substring(slash + 1);
        return new S3(bucket, key.replaceAll("^/+|/+$", ""));
    }
}
