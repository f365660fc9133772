package dev.gantry.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.files.Location;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.limits.UniverseClass;
import dev.gantry.source.Access;
import dev.gantry.source.EntryCopies;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * What a backup reads. Versions live for 30 days, so before it begins it is estimated, from how many keys there were the last
 * time, whether that is long enough.
 *
 * @param to the repository, which tells how many keys there were
 */
public record BackupSource(EntryCopies copies, Location to) implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(BackupSource.class);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final double SERIOUS = 0.8;
    private static final double NOTABLE = 0.5;

    @Override
    public String name() {
        return copies.name();
    }

    /** The same, but going on when so many entries of a part fail. */
    public BackupSource tolerating(Errors.Skip failures) {
        return new BackupSource(copies.tolerating(failures), to);
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return copies.asOf(partitions);
    }

    @Override
    public List<ApiOperation> operations() {
        return copies.operations();
    }

    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        Repository.at(to, access.s3()).manifests().stream()
                .filter(made -> made.universe().equals(copies.universe().toString()))
                .reduce((earlier, later) -> later)
                .ifPresent(last -> refuseIfTooSlow(last, access));
        return copies.partitions(access);
    }

    private void refuseIfTooSlow(Manifest last, Access access) {
        access.cloud()
                .allotment()
                .allowance(copies.universe().value(), UniverseClass.READ)
                .perMinute()
                .ifPresent(perMinute -> {
                    double share = shareOfTime(last.ledger().listed(), perMinute);
                    String text = String.format(
                            Locale.ROOT,
                            "The last backup had %,d keys. At %,.0f reads a minute, the present share, so many take %.1f of the"
                                    + " 30 days that Roblox keeps versions",
                            last.ledger().listed(),
                            perMinute,
                            share * KEPT.toDays());
                    if (share >= 1) {
                        throw new UserMistake(text
                                + ", so what is read last would be gone. Raise limits: share: of the job, or back up fewer"
                                + " stores at a time.");
                    }
                    if (share >= NOTABLE) {
                        LOG.warn("{}{}.", text, share >= SERIOUS ? ", which leaves little for breaks" : "");
                    }
                });
    }

    /** How much of the time that versions are kept it takes to read so many entries. */
    static double shareOfTime(long keys, double perMinute) {
        return keys / perMinute / KEPT.toMinutes();
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        return copies.reader(partition, access, bounds, stopping);
    }
}
