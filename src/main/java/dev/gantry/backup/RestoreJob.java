package dev.gantry.backup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.erase.Owners;
import dev.gantry.files.Location;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds.Whole;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.sink.RowSink;
import dev.gantry.source.AsOf;
import dev.gantry.source.Between;
import dev.gantry.source.RowSource;
import dev.gantry.writeback.EntryRestores;
import dev.gantry.writeback.EntryRestores.IfChanged;
import dev.gantry.writeback.ValuePath;
import dev.gantry.writeback.sinks.Restores;

/** {@code restore:}, a job that makes entries what a backup has of them. {@code gantry restore} writes such a job. */
public final class RestoreJob {

    public static final Kind<Whole<RowSource, RowSink>> KIND = new Kind<>(
            "restore",
            "Makes entries of data stores what a backup has of them. Journaled, so that it can be planned and undone",
            Shape.object(fields -> {
                var backup = fields.optional("backup", Shape.text(), "The id of the backup");
                var from = fields.optional(
                        "from", Location.SHAPE, "The repository that has it: a folder, or s3://bucket/prefix");
                var key = fields.optional(
                        "key",
                        Shape.secretName(),
                        "Of an encrypted backup: its key, named as secrets are: ${GANTRY_BACKUP_KEY} or file:/path");
                var asOf = fields.optional(
                        "as-of",
                        AsOf.SHAPE,
                        "Instead of a backup: what entries were at this time of the last 30 days, by the versions that Roblox"
                                + " keeps");
                var deleted = fields.optional(
                        "deleted-between",
                        Between.SHAPE,
                        "Instead of a backup: brings back the entries and stores that were deleted between two times of the"
                                + " last 30 days and still are, as they were before");
                var changed = fields.optional(
                        "changed-between",
                        Between.SHAPE,
                        "With as-of:, only entries that were written or deleted between these two times");
                var universe = fields.required(
                        "universe",
                        Shape.parsed("a universe id such as 123456", "", UniverseId::parse),
                        "The universe that is changed, be it the one that was backed up or another");
                var stores = fields.withDefault(
                        "data-stores",
                        Shape.list(Shape.parsed("a data store, or A=B", "", Wish.Renamed::parse)),
                        List.<Wish.Renamed>of(),
                        "[]",
                        "The stores to restore, all unless told otherwise; A=B restores what was in A into B");
                var scope = fields.optional(
                        "scope", Shape.parsed("a scope", "", ScopeId::new), "Only this scope of each store");
                var prefix = fields.withDefault("prefix", Shape.text(), "", "Only entries whose ids begin so");
                var keys = fields.optional(
                        "keys",
                        Shape.path(),
                        "Only the entries that this file lists, one a line: a key, or {\"dataStore\": ..., \"scope\": ...,"
                                + " \"id\": ...}");
                var users = fields.optional(
                        "users",
                        Shape.path(),
                        "Only entries of the users that this file lists, one a line: those whose users hold the id, or whose"
                                + " key does");
                var path = fields.optional(
                        "path",
                        Shape.parsed("a path in values", "", ValuePath::parse),
                        "Only this part of the values, as in .inventory.pets: put into what is there now, all else of which"
                                + " stays");
                var ifChanged = fields.optional(
                        "if-changed-since",
                        Shape.oneOf(IfChanged.class),
                        "What to do about entries that are there and not as the backup has them: overwrite, as without it,"
                                + " skip, or fail, which leaves them and counts conflicts. With deleted-between: they are"
                                + " skipped without it");
                var deletes = fields.withDefault(
                        "delete-extra",
                        Shape.bool(),
                        false,
                        "Whether entries are deleted that the backup has not, in the stores that it has");
                return given -> {
                    Wish wish = new Wish(
                            given.get(stores),
                            given.get(scope).map(ScopeId::value),
                            given.get(prefix),
                            given.get(keys),
                            given.get(users));
                    boolean isDeleting = given.get(deletes);
                    refuseNonsense(
                            wish,
                            isDeleting,
                            given.get(path).isPresent(),
                            given.get(deleted).isPresent());
                    Origin origin = new Origin(
                            given.get(backup),
                            given.get(from),
                            given.get(key).map(BackupKey::new),
                            given.get(asOf),
                            given.get(deleted),
                            given.get(changed));
                    IfChanged whenChanged = given.get(ifChanged)
                            .orElse(given.get(deleted).isPresent() ? IfChanged.SKIP : IfChanged.OVERWRITE);
                    return new Whole<>(
                            origin.source(
                                    given.get(universe),
                                    wish,
                                    isDeleting,
                                    given.get(path).isPresent()),
                            new Restores(
                                    new EntryRestores(given.get(universe), whenChanged, given.get(path), isDeleting),
                                    given.get(deleted).isPresent()
                                            ? Restores.Others.DELETED_STORES
                                            : Restores.Others.ORDERED_ENTRIES));
                };
            }));

    private RestoreJob() {}

    private static void refuseNonsense(Wish wish, boolean isDeleting, boolean isOfPart, boolean isOfDeleted) {
        if (isDeleting && isOfPart) {
            throw new IllegalArgumentException(
                    "path: restores a part of values, and delete-extra: deletes entries; leave one of them out");
        }
        if (isDeleting && (wish.keys().isPresent() || wish.users().isPresent())) {
            throw new IllegalArgumentException("delete-extra: is about all that a store has more than the backup,"
                    + " and keys: and users: name single entries; leave one of them out");
        }
        if (isOfDeleted && (isDeleting || isOfPart)) {
            throw new IllegalArgumentException("deleted-between: brings back what is deleted, as a whole; leave out "
                    + (isDeleting ? "delete-extra:" : "path:"));
        }
    }

    /** What tells what entries were. */
    private record Origin(
            Optional<String> backup,
            Optional<Location> from,
            Optional<BackupKey> key,
            Optional<AsOf> asOf,
            Optional<Between> deleted,
            Optional<Between> changed) {

        Origin {
            long given =
                    Stream.of(backup, asOf, deleted).filter(Optional::isPresent).count();
            if (given != 1) {
                throw new IllegalArgumentException(
                        "exactly one of backup:, as-of: and deleted-between: says what entries were");
            }
            if (changed.isPresent() && asOf.isEmpty()) {
                throw new IllegalArgumentException("changed-between: goes with as-of:, the time to go back to");
            }
        }

        RowSource source(UniverseId universe, Wish wish, boolean isDeleting, boolean isOfPart) {
            if (deleted.isPresent()) {
                return new DeletedSource(universe, deleted.get(), wish, Owners.NONE);
            }
            if (backup.isPresent()) {
                return new RestoreSource(
                        backup.get(),
                        from.orElseThrow(() -> new IllegalArgumentException("from: says where the backup is")),
                        key,
                        universe,
                        wish,
                        isDeleting,
                        !isOfPart,
                        Owners.NONE);
            }
            if (!(asOf.orElseThrow() instanceof AsOf.Time time)) {
                throw new IllegalArgumentException("as-of: of a restore is a time of the last 30 days");
            }
            if (wish.stores().isEmpty()) {
                throw new IllegalArgumentException("as-of: needs data-stores:, the stores to read the versions of");
            }
            return new VersionsSource(universe, time, changed, wish, isDeleting, Owners.NONE);
        }
    }
}
