package dev.gantry.opencloud;

/**
 * What a write to an entry replaces, all of it together: JSON texts, exactly as they are stored.
 *
 * @param value any JSON
 * @param users an array of {@code "users/{id}"}
 * @param attributes an object
 */
public record EntryContent(String value, String users, String attributes) {

    public static final String NO_USERS = "[]";
    public static final String NO_ATTRIBUTES = "{}";

    /** Characters of a value, and of all attributes together. */
    public static final int LONGEST_VALUE = 4_194_304;

    public static final int LONGEST_ATTRIBUTES = 300;

    /** The sizes alone: the rest is players' data. */
    @Override
    public String toString() {
        return "EntryContent[" + value.length() + " characters]";
    }
}
