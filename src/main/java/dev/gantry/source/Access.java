package dev.gantry.source;

import dev.gantry.database.Databases;
import dev.gantry.files.FileStores;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Settings;
import dev.gantry.opencloud.OpenCloud;

/** What sources read from. */
public record Access(OpenCloud cloud, FileStores files, Databases databases, S3 s3) {

    /** Without databases, and with the files of this machine alone. */
    public Access(OpenCloud cloud) {
        this(cloud, FileStores.ofThisMachine(), Databases.NONE);
    }

    /** With the object store that the environment names, which is connected to when it is first used. */
    public Access(OpenCloud cloud, FileStores files, Databases databases) {
        this(cloud, files, databases, S3.of(S3Settings.NONE));
    }
}
