package dev.gantry.source;

import dev.gantry.database.Databases;
import dev.gantry.opencloud.OpenCloud;

/** What sources read from. */
public record Access(OpenCloud cloud, Databases databases) {

    /** Open Cloud alone. */
    public Access(OpenCloud cloud) {
        this(cloud, Databases.NONE);
    }
}
