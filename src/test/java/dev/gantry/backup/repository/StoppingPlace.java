package dev.gantry.backup.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.FileStore;
import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;

/** A place at which nothing changes any more after so many changes, as if the process had ended there. */
final class StoppingPlace implements Place {
    private final Place place;
    private int changesLeft;

    StoppingPlace(Place place, int changes) {
        this.place = place;
        this.changesLeft = changes;
    }

    /** What stands for the end of the process. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void change() {
        if (changesLeft-- <= 0) {
            throw new Stopped();
        }
    }

    @Override
    public Location location() {
        return place.location();
    }

    @Override
    public FileStore files() {
        return place.files();
    }

    @Override
    public List<Found> list() throws IOException {
        return place.list();
    }

    @Override
    public Optional<StoredFile> find(String name) throws IOException {
        return place.find(name);
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return place.read(name);
    }

    @Override
    public Path workshop(String name) throws IOException {
        return place.workshop(name);
    }

    @Override
    public void put(String name, Path file) throws IOException {
        change();
        place.put(name, file);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        change();
        place.write(name, content);
    }

    @Override
    public void delete(String name) throws IOException {
        change();
        place.delete(name);
    }

    @Override
    public void tidy() throws IOException {
        change();
        place.tidy();
    }

    @Override
    public Optional<Held> lock(String holder) throws IOException {
        return place.lock(holder);
    }
}
