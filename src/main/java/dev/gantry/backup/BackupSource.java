package dev.gantry.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.files.Location;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.limits.UniverseClass;
import dev.gantry.source.Access;
import dev.gantry.source.AllKeys;
import dev.gantry.source.EntryCopies;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * What a backup reads. Versions live for 30 days, so it is projected whether that is long enough: from how many keys there were the
 * last time, before it begins; and the first time, while it goes on, from the keys, which are counted beside it.
 *
 * @param to the repository, which tells how many keys there were
 * @param projection that all parts of a run share
 */
public record BackupSource(EntryCopies copies, Location to, Projection projection) implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(BackupSource.class);
    private static final String COUNTS = "counts-keys-of";
    private static final int COUNTED_AT_ONCE = 100_000;
    private static final int LISTED_AHEAD = 1_024;
    private static final String COUNTING = "(how many there are)";

    public BackupSource(EntryCopies copies, Location to) {
        this(copies, to, new Projection());
    }

    @Override
    public String name() {
        return copies.name();
    }

    /** The same, but going on when so many entries of a part fail. */
    public BackupSource tolerating(Errors.Skip failures) {
        return new BackupSource(copies.tolerating(failures), to, projection);
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return copies.asOf(partitions.stream()
                .filter(partition -> !partition.about().containsKey(COUNTS))
                .toList());
    }

    @Override
    public List<ApiOperation> operations() {
        return copies.operations();
    }

    /** What is counted is counted first, so that it is known early. */
    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        Optional<Manifest> last = Repository.at(to, access.s3()).manifests().stream()
                .filter(made -> made.universe().equals(copies.universe().toString()))
                .reduce((earlier, later) -> later);
        last.ifPresent(made -> {
            projection.know(made.ledger().listed());
            judge(access, copies.named().orElseGet(access.cloud().time()::now));
        });
        List<Partition> partitions = new ArrayList<>(copies.partitions(access));
        Optional<Instant> moment = copies.asOf(partitions);
        if (last.isEmpty() && moment.isPresent()) {
            partitions.addFirst(
                    new Partition(COUNTING, Map.of(COUNTS, moment.get().toString())));
        }
        return partitions;
    }

    private void judge(Access access, Instant moment) {
        access.cloud()
                .allotment()
                .allowance(copies.universe().value(), UniverseClass.READ)
                .perMinute()
                .ifPresent(perMinute -> projection
                        .judge(perMinute, moment, access.cloud().time().now())
                        .ifPresent(LOG::warn));
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        if (!partition.about().containsKey(COUNTS)) {
            return new ProjectedRows(copies.reader(partition, access, bounds, stopping), projection);
        }
        Instant moment = Instant.parse(partition.about().getOrDefault(COUNTS, ""));
        AllKeys keys = new AllKeys(copies.universe(), copies.dataStores(), copies.scope());
        return new CountedKeys(
                keys.reader(access, counting(bounds), stopping), projection, () -> judge(access, moment));
    }

    /** Nothing is kept of a key that is counted, so a checkpoint covers as many as come in its time. */
    private static ReadBounds counting(ReadBounds bounds) {
        return new ReadBounds(
                COUNTED_AT_ONCE,
                Long.MAX_VALUE,
                bounds.batchTime(),
                Math.max(bounds.windowRows(), LISTED_AHEAD),
                bounds.windowBytes(),
                bounds.rowLimit());
    }
}
