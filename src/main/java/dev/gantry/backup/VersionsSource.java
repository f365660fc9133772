package dev.gantry.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.backup.Wish.Renamed;
import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.EntryKey;
import dev.gantry.erase.Owners;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.Access;
import dev.gantry.source.AsOf;
import dev.gantry.source.Between;
import dev.gantry.source.EntryCopies;
import dev.gantry.source.Partition;
import dev.gantry.source.walk.ReadBounds;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import tools.jackson.databind.JsonNode;

/**
 * Entries as they were at a moment, out of the versions that Roblox itself keeps, as rows like those of {@link RestoreSource}.
 * What was not there then is deleted where that is asked for.
 *
 * @param changed only entries that were changed then; empty: all
 */
record VersionsSource(
        UniverseId universe, AsOf.Time asOf, Optional<Between> changed, Wish wish, boolean deletesExtra, Owners erased)
        implements LeavesOut {
    private static final String FILES = "files";

    @Override
    public VersionsSource without(Owners others) {
        return new VersionsSource(universe, asOf, changed, wish, deletesExtra, others);
    }

    private EntryCopies copies() {
        return new EntryCopies(
                universe,
                wish.stores().stream().map(Renamed::from).toList(),
                wish.scope().map(ScopeId::new).orElse(ScopeId.ALL),
                wish.scope().isPresent() ? wish.prefix() : "",
                List.of(),
                asOf,
                changed,
                new Errors.Skip.None());
    }

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return Optional.of(asOf.time());
    }

    @Override
    public List<ApiOperation> operations() {
        return copies().operations();
    }

    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        String files = wish.fingerprint();
        return copies().partitions(access).stream()
                .map(partition -> {
                    Map<String, String> about = new HashMap<>(partition.about());
                    about.put(FILES, files);
                    return new Partition(partition.name(), about);
                })
                .toList();
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        wish.refuseIfChanged(partition.about().getOrDefault(FILES, ""));
        return new Wanted(
                copies().reader(partition, access, bounds, stopping),
                wish.selection().without(erased));
    }

    /** Makes rows of a restore of what was read. */
    private final class Wanted implements ItemStreamReader<List<Row>> {
        private final ItemStreamReader<List<Row>> copies;
        private final Selection selection;

        Wanted(ItemStreamReader<List<Row>> copies, Selection selection) {
            this.copies = copies;
            this.selection = selection;
        }

        @Override
        public void open(ExecutionContext context) {
            copies.open(context);
        }

        @Override
        public @Nullable List<Row> read() throws Exception {
            @Nullable List<Row> batch = copies.read();
            if (batch == null) {
                return null;
            }
            List<Row> rows = new ArrayList<>();
            batch.forEach(row -> wanted(row.json()).ifPresent(rows::add));
            return rows;
        }

        private Optional<Row> wanted(JsonNode json) {
            if (json.has("store")) {
                refuseIfLost(json);
                return Optional.empty();
            }
            if (!json.has("state")) {
                Entry entry = Entry.of(json);
                return selection.takes(entry) ? Optional.of(wish.row(entry)) : Optional.empty();
            }
            EntryKey key = new EntryKey(
                    json.path("dataStore").asString(),
                    json.path("scope").asString(),
                    json.path("id").asString());
            boolean isDeleted = deletesExtra && json.path("state").asString().equals("absent") && selection.takes(key);
            return isDeleted ? Optional.of(wish.deletion(key.dataStore(), key.scope(), key.id())) : Optional.empty();
        }

        private void refuseIfLost(JsonNode store) {
            if (store.path("lost").asBoolean()) {
                throw new UserMistake(
                        "Data store " + store.path("store").asString()
                                + " is marked for deletion, so nothing of it can be read or written. Undelete it first, then restore.");
            }
        }

        @Override
        public void update(ExecutionContext context) {
            copies.update(context);
        }

        @Override
        public void close() {
            copies.close();
        }
    }
}
