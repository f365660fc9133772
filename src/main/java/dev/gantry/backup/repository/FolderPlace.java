package dev.gantry.backup.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.files.Durable;
import dev.gantry.files.FileStore;
import dev.gantry.files.LocalFiles;
import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;

/** A folder of this machine. The operating system lets go of its lock when the process ends that holds it, however it ends. */
record FolderPlace(Path root) implements Place {
    private static final String LOCK = ".lock";
    private static final String WORKSHOPS = ".unfinished";
    private static final LocalFiles FILES = new LocalFiles();

    @Override
    public Location location() {
        return new Location.Local(root.toString());
    }

    @Override
    public FileStore files() {
        return FILES;
    }

    @Override
    public List<Found> list() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root, 2)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("."))
                    .map(name -> new Found(name, root.resolve(name).toFile().length()))
                    .sorted(Comparator.comparing(Found::name))
                    .toList();
        } catch (UncheckedIOException changing) {
            throw changing.getCause();
        }
    }

    @Override
    public Optional<StoredFile> find(String name) throws IOException {
        return FILES.find(new Location.Local(root.resolve(name).toString())).stream()
                .findFirst();
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(name)));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public Path workshop(String name) throws IOException {
        Path folder = root.resolve(WORKSHOPS).resolve(name);
        if (Files.exists(folder)) {
            Durable.deleteTree(folder);
        }
        return Files.createDirectories(folder);
    }

    @Override
    public void put(String name, Path file) throws IOException {
        Path target = root.resolve(name);
        Durable.createFolders(Objects.requireNonNull(target.toAbsolutePath().getParent()));
        Durable.syncFile(file);
        Durable.move(file, target);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        Path target = root.resolve(name);
        Durable.createFolders(Objects.requireNonNull(target.toAbsolutePath().getParent()));
        Durable.writeWhole(target, content);
    }

    /** A folder without files goes with its last one. */
    @Override
    public void delete(String name) throws IOException {
        Path file = root.resolve(name);
        Files.deleteIfExists(file);
        Path folder = Objects.requireNonNull(file.getParent());
        if (Files.isDirectory(folder)) {
            Durable.syncFolder(folder);
            if (!folder.equals(root)) {
                removeIfEmpty(folder);
            }
        }
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException stillNeeded) {
            // other files of the backup are there
        }
    }

    @Override
    public void tidy() throws IOException {
        Path workshops = root.resolve(WORKSHOPS);
        if (Files.exists(workshops)) {
            Durable.deleteTree(workshops);
        }
    }

    @Override
    public Optional<Held> lock(String holder) throws IOException {
        Durable.createFolders(root.toAbsolutePath());
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new HeldChannel(channel));
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // the same as held by another
        }
        channel.close();
        return Optional.empty();
    }

    private record HeldChannel(FileChannel channel) implements Held {
        @Override
        public void keep() {}

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
