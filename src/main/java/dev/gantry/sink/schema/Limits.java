package dev.gantry.sink.schema;

import java.util.Set;

/**
 * What an inference does not look into: columns it was told to leave alone, and whatever would make its memory grow without end.
 * The top level has a limit of its own, so that one wild column does not cost the others.
 */
final class Limits {
    static final int COLUMNS = 1_000;
    static final int KEYS_OF_STRUCT = 200;

    /** DuckDB needs twice the time to open a file for each further level of lists: 0.1 s at 16, minutes at 32. */
    static final int DEPTH = 16;

    private static final int NESTED_PLACES = 4_000;

    private final Detail detail;
    private final Set<String> asJson;
    private int left = NESTED_PLACES;

    Limits(Detail detail, Set<String> asJson) {
        this.detail = detail;
        this.asJson = asJson;
    }

    Detail detail() {
        return detail;
    }

    /** @param depth of the object that has the key */
    boolean isLeftAlone(int depth, String key) {
        return depth == 0 && asJson.contains(key);
    }

    /**
     * Whether what is in such a value is not watched.
     *
     * @param depth of the value; a row has 0
     */
    boolean isNestedLeftAlone(int depth, Observed.Kind kind) {
        return detail != Detail.ALL && (depth > 0 || kind == Observed.Kind.LIST);
    }

    static int mostKeys(int depth) {
        return depth == 0 ? COLUMNS : KEYS_OF_STRUCT;
    }

    /** Whether one more place below objects at this depth may be watched. */
    boolean grantMember(int depth) {
        return depth == 0 || left-- > 0;
    }
}
