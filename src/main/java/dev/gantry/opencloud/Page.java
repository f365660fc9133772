package dev.gantry.opencloud;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing. It may be short or empty and still not the last: only a missing token is the end.
 *
 * @param bytes it took on the wire
 */
public record Page<T>(List<T> items, Optional<PageToken> next, int bytes) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The token of the page after this one.
     *
     * @param asked the token that this page was asked for with
     * @param listing what is listed, for the text
     * @throws OpenCloudException.Unusable if it leads back to this page, which would never end
     */
    public Optional<PageToken> nextAfter(Optional<PageToken> asked, String listing) {
        if (next.isPresent() && next.equals(asked)) {
            throw new OpenCloudException.Unusable("Listing " + listing + " does not move: page token " + next.get()
                    + " leads to itself. Nothing more was read; resume the run later, and tell Roblox if it persists.");
        }
        return next;
    }
}
