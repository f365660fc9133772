package dev.gantry.source.walk;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.PageToken;
import org.jspecify.annotations.Nullable;

/** The rows of a queue. A place in it is a lease and a position in that. */
final class LeasedRows implements ReadAhead.Lister<Item> {

    private final Leases leases;
    private final int atOnce;
    private long left;
    private Leases.@Nullable Taken current;
    private int position;

    /**
     * @param atOnce rows that are of use in one lease
     * @param most rows that are of use in all
     */
    LeasedRows(Leases leases, int atOnce, long most) {
        this.leases = leases;
        this.atOnce = atOnce;
        this.left = most;
    }

    @Override
    public Optional<Item> next() throws InterruptedException {
        if (current == null || position == current.lease().rows().size()) {
            // Rows that other lists are below of may come to fewer rows than are wanted, so one at least is taken.
            Optional<Leases.Taken> next = leases.take(Math.max(1, Math.min(atOnce, left)));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            current = next.get();
            position = 0;
        }
        return Optional.of(item(current));
    }

    private Item item(Leases.Taken of) {
        Lease lease = of.lease();
        Row row = lease.rows().get(position);
        position++;
        Place place = new Place(Optional.of(new PageToken(lease.id())), position, Optional.of(row.id()), false, false);
        boolean repeated = of.isRepeated(row.id());
        left -= repeated ? 0 : 1;
        return Item.of(
                repeated ? null : row,
                Cursor.of(place.comingAgain()),
                Cursor.of(place),
                lease.bytes() / lease.rows().size());
    }
}
