package dev.gantry.source.walk;

import java.util.Optional;

import dev.gantry.opencloud.PageToken;

/**
 * How far one list has been delivered.
 *
 * @param page the token that the page was asked for with; empty: the first page
 * @param position how many of that page's rows have been delivered
 * @param last identity of the last of them; empty: none of any page yet
 * @param inOrder whether all pages up to this one, to its end, were sorted by identity
 * @param again whether that last row is to be delivered again, because what lies below it is not done
 */
public record Place(Optional<PageToken> page, int position, Optional<String> last, boolean inOrder, boolean again) {

    public static final Place START = new Place(Optional.empty(), 0, Optional.empty(), true, false);

    Place at(int delivered) {
        return new Place(page, delivered, last, inOrder, again);
    }

    Place onPage(Optional<PageToken> other) {
        return new Place(other, 0, last, inOrder, again);
    }

    Place after(String identity) {
        return new Place(page, position + 1, Optional.of(identity), inOrder, false);
    }

    Place inOrder(boolean whether) {
        return new Place(page, position, last, whether, again);
    }

    /** The place from which this one's last row comes again. */
    Place comingAgain() {
        return new Place(page, position, last, inOrder, true);
    }
}
