package dev.gantry.source.file;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.FileStore;
import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;
import dev.gantry.job.UserMistake;

/** Knows the folders that Gantry publishes: what lies in one is whole once {@code _SUCCESS} lies beside {@code _schema.json}. */
final class Published {

    private final FileStore store;
    private final Set<String> whole = new HashSet<>();

    Published(FileStore store) {
        this.store = store;
    }

    /** @throws UserMistake if the file lies in a folder whose publishing has not ended */
    void refuseUnfinished(StoredFile file) {
        String name = file.location().toString();
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String folder = name.substring(0, slash);
            if (folder.endsWith("/") || !whole.add(folder)) {
                return;
            }
            refuseUnfinished(Location.parse(folder));
        }
    }

    private void refuseUnfinished(Location folder) {
        try {
            if (!store.find(folder.below("_schema.json")).isEmpty()
                    && store.find(folder.below("_SUCCESS")).isEmpty()) {
                throw new UserMistake(
                        folder + " is being published, or its publishing was interrupted: it has _schema.json"
                                + " but not yet _SUCCESS. Wait for that run, or resume it with gantry resume.");
            }
        } catch (IOException broken) {
            throw DiskFailed.reading(folder, broken);
        }
    }
}
