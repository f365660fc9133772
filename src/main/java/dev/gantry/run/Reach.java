package dev.gantry.run;

import java.nio.file.Path;

import dev.gantry.database.Databases;
import dev.gantry.files.FileStores;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Files;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.sink.Outside;
import dev.gantry.source.Access;

/**
 * What a run reads from and writes to, for as long as it lasts. Nothing is connected to before it is used.
 *
 * @param scratch a folder for what is on its way to elsewhere
 */
record Reach(OpenCloud cloud, Databases databases, S3 s3, Path scratch) implements AutoCloseable {

    /** With the budgets of this process alone: for a few rows that are looked at. */
    static Reach open(Settings settings, Connection connection, Quota quota) {
        return open(settings, connection, quota, Budgets.ofProcess());
    }

    static Reach open(Settings settings, Connection connection, Quota quota, Budgets budgets) {
        return new Reach(
                OpenCloud.connect(connection, quota, budgets, "Gantry/" + Version.TEXT),
                settings.openDatabases(System.getenv()),
                S3.of(settings.s3()),
                settings.state().resolve("uploads"));
    }

    Access access() {
        return new Access(cloud, FileStores.ofThisMachine().withS3(new S3Files(s3)), databases, s3);
    }

    Outside outside() {
        return new Outside(databases, s3, scratch);
    }

    @Override
    public void close() {
        try (cloud;
                databases;
                s3) {
            // in the opposite order
        }
    }
}
