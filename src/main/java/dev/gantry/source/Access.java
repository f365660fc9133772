package dev.gantry.source;

import dev.gantry.database.Databases;
import dev.gantry.files.FileStores;
import dev.gantry.opencloud.OpenCloud;

/** What sources read from. */
public record Access(OpenCloud cloud, FileStores files, Databases databases) {

    /** Without databases, and with the files of this machine alone. */
    public Access(OpenCloud cloud) {
        this(cloud, FileStores.ofThisMachine(), Databases.NONE);
    }
}
