package dev.gantry.files;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.gantry.files.Location.Local;

/** The files of this machine. Links are followed; the version of a file is the time of its last change. */
public final class LocalFiles implements FileStore {

    @Override
    public List<StoredFile> find(Location pattern) throws IOException {
        Path path = ((Local) pattern).toPath();
        Optional<StoredFile> itself = stored(path);
        if (itself.isPresent()) {
            return List.of(itself.get());
        }
        Map<String, StoredFile> found = new TreeMap<>();
        if (Glob.isPattern(path.toString())) {
            for (Glob glob : Glob.of(path.toString())) {
                new Descent(glob, found).descend(Path.of(glob.fixed()), 0);
            }
        }
        return List.copyOf(found.values());
    }

    @Override
    public InputStream open(StoredFile file, long from) throws IOException {
        Path path = ((Local) file.location()).toPath();
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        // No channel of its own: a reading that is interrupted would close it under other readers' feet.
        FileInputStream bytes = new FileInputStream(path.toFile());
        try {
            bytes.skipNBytes(from);
            return bytes;
        } catch (IOException | RuntimeException broken) {
            bytes.close();
            throw broken;
        }
    }

    /** The file of that name, if there is one. */
    private static Optional<StoredFile> stored(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return Optional.of(new StoredFile(
                new Local(path.toString()),
                attributes.size(),
                attributes.lastModifiedTime().toInstant().toString()));
    }

    /**
     * One walk down the folders that a pattern can match, and into no others.
     *
     * @param above the folders that it is in, lest a link among them leads it round and round
     */
    private record Descent(Glob glob, Map<String, StoredFile> found, Set<Path> above) {

        Descent(Glob glob, Map<String, StoredFile> found) {
            this(glob, found, new HashSet<>());
        }

        /** @param at the segment of the pattern that names in this folder have to match */
        void descend(Path folder, int at) throws IOException {
            if (!Files.isDirectory(folder)) {
                return;
            }
            Glob.Segment segment = glob.segments().get(at);
            if (segment.isAnyDepth() && !isLast(at)) {
                descend(folder, at + 1);
            }
            Path real = folder.toRealPath();
            if (above.add(real)) {
                for (Path entry : entries(folder)) {
                    if (segment.matches(String.valueOf(entry.getFileName()))) {
                        take(entry, at);
                    }
                }
                above.remove(real);
            }
        }

        private void take(Path entry, int at) throws IOException {
            boolean isAnyDepth = glob.segments().get(at).isAnyDepth();
            if (isLast(at)) {
                stored(entry).ifPresent(file -> found.put(entry.toString(), file));
            }
            if (isAnyDepth || !isLast(at)) {
                descend(entry, isAnyDepth ? at : at + 1);
            }
        }

        private boolean isLast(int at) {
            return at == glob.segments().size() - 1;
        }

        private static List<Path> entries(Path folder) throws IOException {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            } catch (java.nio.file.DirectoryIteratorException broken) {
                throw broken.getCause();
            }
            boolean isHere = folder.toString().isEmpty();
            return isHere ? entries.stream().map(Path::normalize).toList() : entries;
        }
    }
}
