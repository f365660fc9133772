package dev.gantry.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import tools.jackson.databind.JsonNode;

/**
 * Divides the entries of a store by what their ids begin with. Open Cloud lists only ids that begin with something, none
 * that come after another, so beginnings are tried: one that lists more than a page becomes a part. All that belongs to none
 * of them, found or not, is the last part: whatever is tried, each id is in exactly one.
 */
final class SplitByKey {

    /** A store that ends within so many pages is left whole. */
    private static final int SMALL = 4;

    /** How many pages without ids are passed over to see one with some. */
    private static final int PATIENCE = 3;

    private final EntryListing whole;
    private final int wanted;
    private int listsLeft;

    /** @param lists how many lists it may ask for */
    SplitByKey(EntryListing whole, int wanted, int lists) {
        this.whole = whole;
        this.wanted = wanted;
        this.listsLeft = lists;
    }

    /**
     * What was seen of the ids that begin with something.
     *
     * @param goesOn whether there are more
     */
    private record Seen(String beginning, List<String> ids, boolean goesOn) {
        boolean isPart() {
            return goesOn && !ids.isEmpty() && ids.stream().allMatch(id -> id.startsWith(beginning));
        }
    }

    /** The parts; the whole alone where it is too small to be divided or nothing divides it. */
    List<EntryPart> parts() throws InterruptedException {
        EntryPart all = whole.part();
        if (listsLeft < SMALL) {
            return List.of(all);
        }
        Seen root = look(all.prefix(), SMALL);
        List<Seen> leaves = root.isPart() ? divided(root) : List.of(root);
        if (leaves.size() < 2) {
            return List.of(all);
        }
        List<String> beginnings = leaves.stream().map(Seen::beginning).sorted().toList();
        List<EntryPart> parts = new ArrayList<>();
        beginnings.forEach(beginning -> parts.add(all.with(new EntryPart.Share.Beginning(beginning))));
        parts.add(all.with(new EntryPart.Share.Rest(beginnings)));
        return parts;
    }

    /** Breadth first, because how large they are is not known. */
    private List<Seen> divided(Seen root) throws InterruptedException {
        List<Seen> leaves = new ArrayList<>(List.of(root));
        Deque<Seen> undivided = new ArrayDeque<>(leaves);
        while (leaves.size() < wanted && !undivided.isEmpty()) {
            Seen next = undivided.removeFirst();
            List<Seen> larger = below(next);
            if (!larger.isEmpty()) {
                leaves.remove(next);
                leaves.addAll(larger);
                undivided.addAll(larger);
            }
        }
        return leaves;
    }

    private List<Seen> below(Seen above) throws InterruptedException {
        String stem = KeyShape.stem(above.beginning(), above.ids());
        List<Seen> larger = new ArrayList<>();
        for (int character : KeyShape.following(stem, above.ids(), listsLeft)) {
            Seen seen = look(stem + Character.toString(character), 1);
            if (seen.isPart()) {
                larger.add(seen);
            }
        }
        return larger;
    }

    private Seen look(String beginning, int pages) throws InterruptedException {
        EntryPart part = whole.part().with(new EntryPart.Share.Beginning(beginning));
        EntryListing listing = new EntryListing(whole.stores(), whole.universe(), part, whole.deleted());
        List<String> ids = new ArrayList<>();
        Optional<PageToken> token = Optional.empty();
        int asked = 0;
        do {
            Page<JsonNode> page = listing.page(token);
            page.items().forEach(row -> ids.add(listing.identity(row)));
            token = page.nextAfter(token, listing.name());
            asked++;
        } while (token.isPresent() && (asked < pages || (ids.isEmpty() && asked < PATIENCE)));
        listsLeft -= asked;
        return new Seen(beginning, ids, token.isPresent());
    }
}
