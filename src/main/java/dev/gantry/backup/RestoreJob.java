package dev.gantry.backup;

import java.util.List;
import java.util.Optional;

import dev.gantry.erase.Owners;
import dev.gantry.files.Location;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds.Whole;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.sink.RowSink;
import dev.gantry.source.AsOf;
import dev.gantry.source.RowSource;
import dev.gantry.writeback.EntryRestores;
import dev.gantry.writeback.EntryRestores.IfChanged;
import dev.gantry.writeback.ValuePath;

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
                var ifChanged = fields.withDefault(
                        "if-changed-since",
                        Shape.oneOf(IfChanged.class),
                        IfChanged.OVERWRITE,
                        "What to do about entries that are there and not as the backup has them: overwrite, skip, or fail,"
                                + " which leaves them and counts conflicts");
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
                    if (isDeleting && given.get(path).isPresent()) {
                        throw new IllegalArgumentException(
                                "path: restores a part of values, and delete-extra: deletes entries; leave one of them out");
                    }
                    if (isDeleting && (wish.keys().isPresent() || wish.users().isPresent())) {
                        throw new IllegalArgumentException(
                                "delete-extra: is about all that a store has more than the backup,"
                                        + " and keys: and users: name single entries; leave one of them out");
                    }
                    return new Whole<>(
                            source(
                                    given.get(backup),
                                    given.get(from),
                                    given.get(key).map(BackupKey::new),
                                    given.get(asOf),
                                    given.get(universe),
                                    wish,
                                    isDeleting),
                            new EntryRestores(given.get(universe), given.get(ifChanged), given.get(path), isDeleting));
                };
            }));

    private RestoreJob() {}

    private static RowSource source(
            Optional<String> backup,
            Optional<Location> from,
            Optional<BackupKey> key,
            Optional<AsOf> asOf,
            UniverseId universe,
            Wish wish,
            boolean isDeleting) {
        if (backup.isPresent() == asOf.isPresent()) {
            throw new IllegalArgumentException("exactly one of backup: and as-of: says what entries were");
        }
        if (backup.isPresent()) {
            return new RestoreSource(
                    backup.get(),
                    from.orElseThrow(() -> new IllegalArgumentException("from: says where the backup is")),
                    key,
                    universe,
                    wish,
                    isDeleting,
                    Owners.NONE);
        }
        if (!(asOf.get() instanceof AsOf.Time time)) {
            throw new IllegalArgumentException("as-of: of a restore is a time of the last 30 days");
        }
        if (wish.stores().isEmpty()) {
            throw new IllegalArgumentException("as-of: needs data-stores:, the stores to read the versions of");
        }
        return new VersionsSource(universe, time, wish, isDeleting, Owners.NONE);
    }
}
