package dev.gantry.source.walk;

import java.util.Optional;

/** The rows of the outermost list. */
final class RootRows implements ReadAhead.Lister<Item>, AutoCloseable {

    private final Level level;
    private final Listing listing;
    private final PageWalk walk;

    RootRows(Level level, Place from) {
        this.level = level;
        this.listing = level.below(null);
        this.walk = new PageWalk(listing, from);
    }

    @Override
    public Optional<Item> next() throws InterruptedException {
        return walk.next()
                .map(step -> Item.of(
                        level.row(null, listing, step.row()),
                        Cursor.of(step.after().comingAgain()),
                        Cursor.of(step.after()),
                        step.bytes()));
    }

    /** Once nobody asks for rows any more. */
    @Override
    public void close() {
        listing.close();
    }
}
