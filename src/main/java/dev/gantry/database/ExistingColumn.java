package dev.gantry.database;

/**
 * A column as the database describes it.
 *
 * @param type what the database calls its type
 * @param jdbcType of {@link java.sql.Types}
 * @param size characters or digits
 * @param takesNull whether it may be null
 * @param needsValue whether it neither may be null nor has a value of its own where none is given
 * @param charset of MySQL's texts; else empty
 */
public record ExistingColumn(
        String name,
        String type,
        int jdbcType,
        int size,
        int scale,
        boolean takesNull,
        boolean needsValue,
        String charset) {

    /** As people write it. */
    public String shownType() {
        boolean hasLength = jdbcType == java.sql.Types.VARCHAR && size > 0 && size < 100_000 && !type.contains("(");
        return hasLength ? type + "(" + size + ")" : type;
    }
}
