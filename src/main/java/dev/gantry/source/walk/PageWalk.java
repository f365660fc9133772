package dev.gantry.source.walk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Walks a list row by row, each with the place to go on from after it. Not safe for many threads.
 *
 * <p>Resumed, it asks for the checkpoint's page again and goes on after the last row delivered. If that token is no
 * longer taken, it walks from the start past that row. Rows that a page has in common with the end of the one before are
 * delivered once.
 */
public final class PageWalk {

    /** A row, and how far the list is delivered once it has been. */
    record Step(JsonNode row, Place after, int bytes) {}

    private final Listing listing;
    private Place place;
    private @Nullable Page<JsonNode> page;
    private List<String> identities = List.of();
    private Set<String> ofPageBefore = Set.of();
    private boolean resuming;
    private boolean seeking;

    public PageWalk(Listing listing, Place from) {
        this.listing = listing;
        this.place = from;
        this.resuming = from.last().isPresent();
    }

    /** Asks for the page that the walk begins with, so that what is wrong with the list shows before its first row. */
    void begin() throws InterruptedException {
        if (page == null) {
            page = open();
        }
    }

    /** The next row; empty at the end. */
    Optional<Step> next() throws InterruptedException {
        while (true) {
            Page<JsonNode> current = page == null ? open() : page;
            page = current;
            if (place.position() < identities.size()) {
                int at = place.position();
                place = place.after(identities.get(at));
                return Optional.of(new Step(current.items().get(at), place, current.bytes() / identities.size()));
            }
            Optional<PageToken> next = current.nextAfter(place.page(), listing.name());
            if (next.isEmpty()) {
                checkPlaceFound();
                return Optional.empty();
            }
            place = place.onPage(next);
            if (!identities.isEmpty()) {
                ofPageBefore = seeking ? Set.of() : new HashSet<>(identities);
            }
            page = null;
        }
    }

    /** Whether the row last delivered was the last of all. */
    boolean isAtEnd() {
        return page != null
                && place.position() == identities.size()
                && page.next().isEmpty();
    }

    private Page<JsonNode> open() throws InterruptedException {
        Page<JsonNode> opened = resuming ? reopen() : list(place.page());
        resuming = false;
        if (seeking) {
            place = place.at(sought());
        } else if (place.position() == 0) {
            place = place.at(repeated());
        }
        boolean inOrder = place.inOrder()
                && listing.mayBeSorted()
                && isInOrder(identities)
                && (place.position() > 0 || follows(identities));
        place = place.inOrder(inOrder);
        return opened;
    }

    private Page<JsonNode> list(Optional<PageToken> token) throws InterruptedException {
        Page<JsonNode> listed = listing.page(token);
        List<String> found = new ArrayList<>(listed.items().size());
        listed.items().forEach(row -> found.add(listing.identity(row)));
        identities = found;
        return listed;
    }

    /** The page that the checkpoint was in, as it is now. */
    private Page<JsonNode> reopen() throws InterruptedException {
        Page<JsonNode> again;
        try {
            again = list(place.page());
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() != ErrorKind.INVALID || place.page().isEmpty()) {
                throw refused;
            }
            seeking = true;
            place = place.onPage(Optional.empty());
            return list(Optional.empty());
        }
        findPlace();
        return again;
    }

    /**
     * Where to go on in a page that may have changed: after the last row delivered. If it is gone from a list in order,
     * where it would be, which is on a later page if rows were added before it; else one place before, because it was
     * the one that left.
     */
    private void findPlace() {
        if (identities.contains(last()) || (place.inOrder() && isInOrder(identities))) {
            seeking = true;
        } else {
            place = place.at(Math.min(identities.size(), place.position() - 1));
        }
    }

    /** How many of a page's rows lie before the place to go on from; all of them while that is on a later page. */
    private int sought() {
        int found = identities.indexOf(last());
        if (found >= 0) {
            seeking = false;
            return place.again() ? found : found + 1;
        }
        boolean passed = !identities.isEmpty() && identities.getLast().compareTo(last()) > 0;
        if (passed && place.inOrder() && isInOrder(identities)) {
            seeking = false;
            return firstAfter(identities, last());
        }
        return identities.size();
    }

    /** How many rows at a page's beginning came at the end of the page before already. */
    private int repeated() {
        int same = 0;
        while (same < identities.size() && isOfPageBefore(identities.get(same))) {
            same++;
        }
        return same;
    }

    private boolean isOfPageBefore(String identity) {
        return ofPageBefore.contains(identity)
                || (!place.again() && place.last().filter(identity::equals).isPresent());
    }

    /** At the end of a sorted list the place was behind everything; else nobody knows what was delivered. */
    private void checkPlaceFound() {
        if (seeking && !place.inOrder()) {
            throw new OpenCloudException.Unusable("Reading " + listing.name()
                    + " cannot go on where it stopped: \"" + last()
                    + "\", the last one read, is no longer listed, and the list is not sorted. Start a new run.");
        }
    }

    private String last() {
        return place.last().orElseThrow();
    }

    private boolean follows(List<String> ids) {
        return ids.isEmpty() || place.last().isEmpty() || last().compareTo(ids.getFirst()) < 0;
    }

    private static boolean isInOrder(List<String> ids) {
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i - 1).compareTo(ids.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int firstAfter(List<String> ids, String last) {
        int at = 0;
        while (at < ids.size() && ids.get(at).compareTo(last) <= 0) {
            at++;
        }
        return at;
    }
}
