package dev.gantry.opencloud.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A folder that holds a catalogue: one file a feature, {@code features.txt} that names them, and {@code names.txt} that
 * people write. The index is replaced last.
 */
public record CatalogFolder(Path path) {
    private static final String UNFINISHED = ".new";

    /** The catalogue that lies there, if one does. */
    public Optional<Catalog> catalog() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Optional<String> index = text(Catalog.INDEX);
        for (String feature : index.orElse("").lines().toList()) {
            Optional<String> text = text(feature + ".yml");
            if (text.isPresent()) {
                files.put(feature + ".yml", text.get());
            }
        }
        return index.map(present -> Catalog.of(files));
    }

    /** The names of lists that people chose, if they lie there. */
    public Optional<String> names() throws IOException {
        return text(ResourceNames.FILE);
    }

    /** Puts files in place of those that lie there: all are on the disk before the first becomes visible. */
    public void replace(Map<String, String> files) throws IOException {
        Optional<String> former = text(Catalog.INDEX);
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(unfinished(file.getKey()), file.getValue());
            }
            for (String name : files.keySet()) {
                if (!name.equals(Catalog.INDEX)) {
                    move(name);
                }
            }
            move(Catalog.INDEX);
        } finally {
            for (String name : files.keySet()) {
                Files.deleteIfExists(unfinished(name));
            }
        }
        for (String feature : former.orElse("").lines().toList()) {
            if (!files.containsKey(feature + ".yml")) {
                Files.deleteIfExists(path.resolve(feature + ".yml"));
            }
        }
    }

    private void move(String name) throws IOException {
        Files.move(unfinished(name), path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path unfinished(String name) {
        return path.resolve(name + UNFINISHED);
    }

    private Optional<String> text(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }
}
