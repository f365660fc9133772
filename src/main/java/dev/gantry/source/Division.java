package dev.gantry.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.gantry.job.Shape;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.UniverseId;

/**
 * Into how many parts a store is divided by what its ids begin with.
 *
 * @param wanted parts, of each scope of each store; 1: it is not divided
 * @param isAsked whether the job says so; else it is divided only where that is worth its price
 */
public record Division(int wanted, boolean isAsked) {

    /** As many parts as make up for their unequal sizes when a few are read at a time. */
    public static final Division AUTO = new Division(8, false);

    public static final Division NONE = new Division(1, true);

    static final Shape<Division> SHAPE =
            Shape.parsed("auto, none or a number of parts from 2 to 200", "auto|none|[0-9]{1,3}", "", Division::parse);

    private static final int MOST = 200;

    /** Lists beyond the four for each part, until there is a character by which ids differ. */
    private static final int TO_FIND_A_PLACE = 10;

    private static final int TO_FIND_A_PLACE_ASKED = 70;

    private static Division parse(String text) {
        return switch (text) {
            case "auto" -> AUTO;
            case "none" -> NONE;
            default -> {
                int wanted = Integer.parseInt(text);
                if (wanted < 2 || wanted > MOST) {
                    throw new IllegalArgumentException("that many parts cannot be made; none does not divide it");
                }
                yield new Division(wanted, true);
            }
        };
    }

    /** The parts of all these, in their order. */
    List<EntryPart> of(List<EntryPart> wholes, Function<EntryPart, EntryListing> listings) throws InterruptedException {
        int each = isAsked ? wanted : Math.ceilDiv(wanted, wholes.size());
        if (each < 2) {
            return wholes;
        }
        List<EntryPart> parts = new ArrayList<>();
        for (EntryPart whole : wholes) {
            EntryListing listing = listings.apply(whole);
            parts.addAll(new SplitByKey(listing, each, lists(each, listing.stores(), listing.universe())).parts());
        }
        return parts;
    }

    /** How many lists it may take: unasked, no more than a quarter of what may be listed in a minute. */
    private int lists(int parts, DataStores stores, UniverseId universe) {
        if (isAsked) {
            return TO_FIND_A_PLACE_ASKED + 4 * parts;
        }
        double quarter = stores.listsPerMinute(universe).orElse(Double.MAX_VALUE) / 4;
        return (int) Math.min(TO_FIND_A_PLACE + 4 * parts, quarter);
    }
}
