package dev.gantry.opencloud;

/** A scope of a data store, 1 to 50 characters; {@link #ALL} stands for every scope when entries are listed. */
public record ScopeId(String value) {

    /** Where entries live that were written without a scope. */
    public static final ScopeId GLOBAL = new ScopeId("global");

    /** Every scope of the store; ids are then listed as {@code scope/key}. */
    public static final ScopeId ALL = new ScopeId("-");

    public ScopeId {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > DataStoreId.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a scope has 1 to " + DataStoreId.MAX_LENGTH + " characters, found \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
