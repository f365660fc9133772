package dev.gantry.backup;

import java.util.List;
import java.util.Optional;

import dev.gantry.backup.repository.Keep;
import dev.gantry.erase.Owners;
import dev.gantry.files.EncryptionKey;
import dev.gantry.files.Location;
import dev.gantry.job.Errors;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds.Whole;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.sink.RowSink;
import dev.gantry.source.AsOf;
import dev.gantry.source.EntryCopies;
import dev.gantry.source.EntryCopies.OrderedStore;
import dev.gantry.source.RowSource;

/** {@code backup:}, a job that copies data stores as they were at one moment into a repository. */
public final class BackupJob {
    private static final int MOST_KEPT = 10_000;

    private static final Shape<OrderedStore> ORDERED = Shape.object(fields -> {
        var store = fields.required(
                "data-store", Shape.parsed("a data store name", "", DataStoreId::new), "The ordered store");
        var scope = fields.withDefault(
                "scope", Shape.parsed("a scope", "", ScopeId::new), ScopeId.GLOBAL, "global", "One of its scopes");
        return given -> new OrderedStore(given.get(store), given.get(scope));
    });

    private static final Shape<Keep> KEEP = Shape.object(fields -> {
        var daily =
                fields.withDefault("daily", Shape.integer(0, MOST_KEPT), 0, "Of so many days the last backup is kept");
        var weekly = fields.withDefault(
                "weekly", Shape.integer(0, MOST_KEPT), 0, "Of so many weeks the last backup is kept");
        var monthly = fields.withDefault(
                "monthly", Shape.integer(0, MOST_KEPT), 0, "Of so many months the last backup is kept");
        return given -> {
            Keep keep = new Keep(given.get(daily), given.get(weekly), given.get(monthly));
            if (keep.keepsAll()) {
                throw new IllegalArgumentException(
                        "keep: says how many daily, weekly or monthly backups are kept; leave it out to keep all");
            }
            return keep;
        };
    });

    public static final Kind<Whole<RowSource, RowSink>> KIND = new Kind<>(
            "backup",
            "Copies data stores as they were at one moment: values, users, attributes, revisions and times, all of which"
                    + " gantry restore can bring back",
            Shape.object(fields -> {
                var universe = fields.required(
                        "universe",
                        Shape.parsed("a universe id such as 123456", "", UniverseId::parse),
                        "The universe (experience) that the stores belong to");
                var stores = fields.withDefault(
                        "data-stores",
                        Shape.list(Shape.parsed("a data store name", "", BackupJob::named)),
                        List.of("*"),
                        "Stores, or prefixes of store names that end in *; all scopes of each");
                var ordered = fields.withDefault(
                        "ordered",
                        Shape.list(ORDERED),
                        List.<OrderedStore>of(),
                        "[]",
                        "Ordered stores, which no list names. They have no versions, so they are read as they are");
                var asOf = fields.withDefault(
                        "as-of",
                        AsOf.SHAPE,
                        new AsOf.Snapshot(),
                        "snapshot",
                        "The moment: a time of the last 30 days, now, or snapshot, which takes the day's snapshot and alone"
                                + " is consistent while the game writes");
                var to = fields.required(
                        "to",
                        Location.SHAPE,
                        "The repository: a folder, or s3://bucket/prefix. Several jobs may share it");
                var keep = fields.withDefault(
                        "keep",
                        KEEP,
                        Keep.ALL,
                        "all",
                        "Which backups of the job are kept when it has made another; the newest always is. Without it, all");
                var encrypt = fields.optional(
                        "encrypt",
                        Shape.secretName(),
                        "The key that the backup is encrypted with, named as secrets are: ${GANTRY_BACKUP_KEY} or file:/path. "
                                + EncryptionKey.RULE);
                return given -> new Whole<>(
                        new BackupSource(
                                new EntryCopies(
                                        given.get(universe),
                                        given.get(stores),
                                        ScopeId.ALL,
                                        "",
                                        given.get(ordered),
                                        given.get(asOf),
                                        Optional.empty(),
                                        new Errors.Skip.None()),
                                given.get(to)),
                        new BackupSink(
                                given.get(to),
                                given.get(universe),
                                moment(given.get(asOf)),
                                given.get(keep),
                                given.get(encrypt).map(BackupKey::new),
                                Owners.NONE));
            }));

    private BackupJob() {}

    private static String named(String name) {
        if (!name.equals("*")) {
            var unused = new DataStoreId(name.endsWith("*") ? name.substring(0, name.length() - 1) : name);
        }
        return name;
    }

    private static String moment(AsOf asOf) {
        return switch (asOf) {
            case AsOf.Snapshot() -> "snapshot";
            case AsOf.Now() -> "now";
            case AsOf.Time time -> "time";
        };
    }
}
