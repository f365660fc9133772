package dev.gantry.files.s3;

import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;

import dev.gantry.files.FileStore;
import dev.gantry.files.Glob;
import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;

/** The objects of S3-compatible stores. The version of an object is its entity tag. */
public final class S3Files implements FileStore {

    private final S3 s3;

    public S3Files(S3 s3) {
        this.s3 = s3;
    }

    @Override
    public List<StoredFile> find(Location pattern) {
        Location.S3 wanted = s3Of(pattern);
        Bucket bucket = s3.bucket(wanted.bucket());
        if (!Glob.isPattern(wanted.key())) {
            List<StoredFile> itself = bucket.find(wanted.key()).map(found -> stored(wanted, found)).stream()
                    .toList();
            if (itself.isEmpty()) {
                bucket.refuseIfMissing();
            }
            return itself;
        }
        TreeMap<String, StoredFile> found = new TreeMap<>();
        for (Glob glob : Glob.of(wanted.key())) {
            for (StoredObject object : bucket.list(prefix(glob))) {
                if (glob.matches(object.key())) {
                    found.put(object.key(), stored(wanted, object));
                }
            }
        }
        return List.copyOf(found.values());
    }

    @Override
    public InputStream open(StoredFile file, long from) {
        Location.S3 at = s3Of(file.location());
        return new ObjectStream(s3.bucket(at.bucket()), new StoredObject(at.key(), file.bytes(), file.version()), from);
    }

    /** What all keys that match begin with: as long as can be, because everything that begins so is listed. */
    private static String prefix(Glob glob) {
        String first = glob.segments().getFirst().text();
        int wild = 0;
        while (wild < first.length() && !Glob.isPattern(first.substring(wild, wild + 1))) {
            wild++;
        }
        return (glob.fixed().isEmpty() ? "" : glob.fixed() + "/") + first.substring(0, wild);
    }

    private static StoredFile stored(Location.S3 wanted, StoredObject found) {
        return new StoredFile(new Location.S3(wanted.bucket(), found.key()), found.bytes(), found.etag());
    }

    private static Location.S3 s3Of(Location location) {
        return switch (location) {
            case Location.S3 s3 -> s3;
            case Location.Local local -> throw new IllegalArgumentException(local + " is not an object of S3");
        };
    }
}
