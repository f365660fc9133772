package dev.gantry.opencloud;

/** A universe (experience): a positive number. */
public record UniverseId(long value) {

    public UniverseId {
        if (value < 1) {
            throw new IllegalArgumentException("a universe id is a positive number, found " + value);
        }
    }

    /** Reads decimal digits; refuses anything else with a text that says so. */
    public static UniverseId parse(String text) {
        try {
            return new UniverseId(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "a universe id is a positive number such as 123456, found \"" + text + "\"", notANumber);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
