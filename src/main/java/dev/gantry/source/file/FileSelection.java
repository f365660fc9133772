package dev.gantry.source.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.FileStore;
import dev.gantry.files.Glob;
import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;
import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;
import dev.gantry.job.UserMistake;

/** The files that a job names: by name, by pattern or by folder. */
public record FileSelection(List<Location> paths, boolean allowsEmpty) {

    private static final int MOST_FILES = 100_000;

    public FileSelection {
        paths = List.copyOf(paths);
    }

    /** The fields of a source that has it. */
    public record Written(Field<List<Location>> path, Field<Boolean> allowEmpty) {

        public static Written in(Fields fields) {
            return new Written(
                    fields.required(
                            "path",
                            Shape.listOrOne(Location.SHAPE.as(FileSelection::checked)),
                            "The files: names, folders or patterns with *, **, ? and {a,b}; one or a list"),
                    fields.withDefault(
                            "allow-empty",
                            Shape.bool(),
                            false,
                            "Whether a path may name no file at all, which is a mistake otherwise"));
        }

        public FileSelection of(Given given) {
            return new FileSelection(given.get(path), given.get(allowEmpty));
        }
    }

    private static Location checked(Location path) {
        if (path instanceof Location.Local(String text) && Glob.isPattern(text)) {
            Glob.of(text);
        }
        return path;
    }

    /**
     * The parts that they are read in.
     *
     * @throws UserMistake if a path names none, or one cannot be read
     */
    public List<FilePart> parts(RecordFormat format, FileStore store) {
        SortedMap<String, StoredFile> files = new TreeMap<>();
        Published published = new Published(store);
        for (Location path : paths) {
            for (StoredFile file : found(path, format, store)) {
                files.put(file.location().toString(), file);
                published.refuseUnfinished(file);
            }
        }
        if (files.size() > MOST_FILES) {
            throw new UserMistake("path: names " + files.size() + " files, and one run reads " + MOST_FILES
                    + " at most. Read them in several runs, a folder or a pattern each.");
        }
        return files.isEmpty() ? List.of(new FilePart(List.of())) : FilePart.of(new ArrayList<>(files.values()));
    }

    private List<StoredFile> found(Location path, RecordFormat format, FileStore store) {
        try {
            List<StoredFile> found = store.find(path);
            if (found.isEmpty()) {
                found = store.find(path.below("**")).stream()
                        .filter(file -> isOf(format, file))
                        .toList();
            }
            if (found.isEmpty() && !allowsEmpty) {
                throw new UserMistake(
                        "path: there is no file " + path + ", and no folder of that name with files that end in "
                                + String.join(" or ", format.suffixes())
                                + ". Names that begin with a dot or an underscore are passed over. Mend the path, or allow that"
                                + " there is none with allow-empty: true.");
            }
            return found;
        } catch (AccessDeniedException denied) {
            throw Unreadable.denied(String.valueOf(denied.getFile()));
        } catch (IOException broken) {
            throw DiskFailed.reading(path, broken);
        }
    }

    private static boolean isOf(RecordFormat format, StoredFile file) {
        String name = file.location().toString().toLowerCase(Locale.ROOT);
        return format.suffixes().stream().anyMatch(name::endsWith);
    }
}
