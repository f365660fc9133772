package dev.gantry.opencloud;

/** The name of a standard data store: 1 to 50 characters. */
public record DataStoreId(String value) {

    static final int MAX_LENGTH = 50;

    public DataStoreId {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a data store name has 1 to " + MAX_LENGTH + " characters, found \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
