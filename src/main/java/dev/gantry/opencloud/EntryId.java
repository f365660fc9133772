package dev.gantry.opencloud;

/** The key of an entry as Open Cloud lists it: any characters. */
public record EntryId(String value) {

    public EntryId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an entry id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
