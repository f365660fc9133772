package dev.gantry.source.walk;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.gantry.opencloud.OpenCloudException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a list below each row of another: parents in their order, and the rows of each in theirs. The first pages
 * of several parents' lists are asked for at once.
 */
final class RowsBelow implements ReadAhead.Lister<Item>, AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Level level;
    private final ReadAhead<Item, Begun> parents;
    private @Nullable Open open;

    /** A parent's list, or what became of it. */
    private record Begun(
            Item parent,
            @Nullable Listing listing,
            @Nullable PageWalk walk) {}

    private record Open(Item parent, Listing listing, PageWalk walk) {}

    /**
     * @param above the parents, opened where the cursor says, the one that is not done first
     * @param depth of this list: 1 below the outermost
     * @param from where to go on in the list of that parent
     */
    RowsBelow(ReadAhead.Lister<Item> above, Level level, int depth, Cursor from, int fetchers, long windowBytes) {
        this.level = level;
        this.parents = new ReadAhead<>(
                above,
                parent -> begin(parent, startIn(parent, depth, from)),
                begun -> begun.parent().bytes(),
                fetchers,
                fetchers,
                windowBytes);
    }

    /** Only the list of the parent that was not done goes on; whether it is that one its identity says, not its position. */
    private static Place startIn(Item parent, int depth, Cursor from) {
        boolean goesOn = from.places().size() > depth
                && IntStream.range(0, depth)
                        .allMatch(above -> parent.again().lastAt(above).equals(from.lastAt(above)));
        return goesOn ? from.place(depth) : Place.START;
    }

    private Begun begin(Item parent, Place from) throws InterruptedException {
        if (!parent.leadsOn()) {
            return new Begun(parent, null, null);
        }
        Listing listing = level.below(parent.row());
        PageWalk walk = new PageWalk(listing, from);
        try {
            walk.begin();
            return new Begun(parent, listing, walk);
        } catch (OpenCloudException.Refused refused) {
            return new Begun(parent.without(level.tolerated(refused).orElseThrow(() -> refused)), null, null);
        }
    }

    @Override
    public Optional<Item> next() throws InterruptedException {
        while (true) {
            if (open != null) {
                return Optional.of(nextOf(open));
            }
            Optional<ReadAhead.Delivered<Item, Begun>> next = parents.take(GLANCE);
            if (parents.isEnded()) {
                return Optional.empty();
            }
            if (next.isPresent()) {
                Begun begun = next.get().fetched();
                if (begun.walk() == null) {
                    return Optional.of(begun.parent());
                }
                open = new Open(begun.parent(), Objects.requireNonNull(begun.listing()), begun.walk());
            }
        }
    }

    private Item nextOf(Open current) throws InterruptedException {
        Item parent = current.parent();
        Optional<PageWalk.Step> step = current.walk().next();
        if (step.isEmpty()) {
            open = null;
            return Item.none(Item.Outcome.NOTHING, parent.again(), parent.after());
        }
        boolean isLast = current.walk().isAtEnd();
        if (isLast) {
            open = null;
        }
        Place place = step.get().after();
        return Item.of(
                level.row(parent.row(), current.listing(), step.get().row()),
                parent.again().with(place.comingAgain()),
                isLast ? parent.after() : parent.again().with(place),
                step.get().bytes());
    }

    @Override
    public void close() {
        parents.close();
    }
}
