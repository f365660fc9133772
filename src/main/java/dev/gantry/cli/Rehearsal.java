package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.gantry.backup.BackupKey;
import dev.gantry.backup.Drill;
import dev.gantry.backup.Drill.Drilled;
import dev.gantry.backup.repository.Backup;
import dev.gantry.database.Databases;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.files.FileStores;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Files;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.source.Access;

/**
 * Restores backups into emulators of its own, each into an empty one.
 *
 * @param sample so many entries of each; empty: all
 */
record Rehearsal(Optional<Integer> sample) {

    private static final UniverseId UNIVERSE = UniverseId.parse("1");
    private static final int AT_ONCE = 16;

    /** @throws UserMistake if it is neither a number nor {@code all} */
    static Rehearsal of(String wish) {
        if (wish.equals("all")) {
            return new Rehearsal(Optional.empty());
        }
        if (!wish.matches("[1-9][0-9]{0,8}")) {
            throw new UserMistake("--drill takes a number of entries, or all, found " + wish
                    + ". A backup is named before it, as in gantry backup verify latest --drill 500.");
        }
        return new Rehearsal(Optional.of(Integer.valueOf(wish)));
    }

    Drilled of(Backup backup, Optional<BackupKey> key, S3 s3) throws Exception {
        Path scratch = scratch();
        try (OwnEmulator emulator = OwnEmulator.empty();
                OpenCloud cloud = OpenCloud.connect(emulator.connection().orElseThrow(), unlimited(), "Gantry drill")) {
            Access access = new Access(cloud, FileStores.ofThisMachine().withS3(new S3Files(s3)), Databases.NONE, s3);
            return new Drill(backup, key, access, UNIVERSE, scratch).of(sample, new SecureRandom());
        } finally {
            Durable.deleteTree(scratch);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("gantry-drill");
        } catch (IOException broken) {
            throw DiskFailed.other(
                    "cannot make a folder in", Path.of(System.getProperty("java.io.tmpdir", ".")), broken);
        }
    }

    private static Quota unlimited() {
        Map<OperationClass, Quota.Rate> rates = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            rates.put(each, new Quota.Rate.Unlimited());
        }
        return new Quota(1, OptionalInt.of(0), rates, AT_ONCE, 0);
    }
}
