package dev.gantry.database;

/**
 * What the values of one column come to, by which a type holds them all or does not.
 *
 * @param rows of the load
 * @param values neither missing nor null
 * @param longest characters of the longest text, of a JSON value's too
 * @param least and {@code greatest}: of the integers
 * @param hasNul a text has U+0000
 * @param hasHalf a text has half a character: a surrogate without its other
 * @param beyondAscii a text has more than ASCII
 * @param beyondBmp a text has characters beyond U+FFFF, such as emoji
 * @param isNotFinite a number is NaN or infinite
 * @param fraction digits of a second's fraction, of the timestamps
 * @param depth of the deepest JSON value
 */
public record Extent(
        long rows,
        long values,
        int longest,
        long least,
        long greatest,
        boolean hasNul,
        boolean hasHalf,
        boolean beyondAscii,
        boolean beyondBmp,
        boolean isNotFinite,
        int fraction,
        int depth) {

    /** Of a column without values. */
    public static final Extent NONE = new Extent(0, 0, 0, 0, 0, false, false, false, false, false, 0, 0);

    /** Whether it is null in some row. */
    public boolean hasNulls() {
        return values < rows;
    }
}
