package dev.gantry.emulator.wire;

import java.util.List;
import java.util.Map;

/**
 * How a list pages.
 *
 * @param rows property that holds a page's items; empty when the answer is the array itself
 * @param from parameter that says where to go on
 * @param next property that says what to send there for the next page; empty when pages are counted by the caller
 * @param size parameter for the number of items
 * @param usual items when the caller does not say, 0 when the document does not tell
 * @param most items that a page holds at most, 0 when the document does not tell
 * @param inBody whether the list is asked for by properties of a JSON body, not by query parameters
 */
public record PageShape(String rows, String from, String next, String size, int usual, int most, boolean inBody) {

    /** Whether a request says where to go on. One with a malformed body says nothing. */
    public boolean goesOn(Map<String, List<String>> query, Body body) {
        try {
            Map<String, List<String>> asked = inBody ? body.parameters() : query;
            return asked.keySet().stream().anyMatch(this::isFrom);
        } catch (Refused malformed) {
            return false;
        }
    }

    /** Whether a parameter is the one that says where to go on, however its name is written. */
    boolean isFrom(String name) {
        return Call.plain(name).equals(Call.plain(from));
    }
}
