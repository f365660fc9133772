package dev.gantry.emulator.wire;

/**
 * How a list pages.
 *
 * @param rows property that holds a page's items; empty when the answer is the array itself
 * @param from query parameter that says where to go on
 * @param next property that says what to send there for the next page; empty when pages are counted by the caller
 * @param size query parameter for the number of items
 * @param usual items when the caller does not say, 0 when the document does not tell
 * @param most items that a page holds at most, 0 when the document does not tell
 */
public record PageShape(String rows, String from, String next, String size, int usual, int most) {}
