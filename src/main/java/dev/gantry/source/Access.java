package dev.gantry.source;

import dev.gantry.files.FileStores;
import dev.gantry.opencloud.OpenCloud;

/** What sources read from. */
public record Access(OpenCloud cloud, FileStores files) {

    /** With the files of this machine. */
    public Access(OpenCloud cloud) {
        this(cloud, FileStores.ofThisMachine());
    }
}
