package dev.gantry.sink.schema;

/**
 * A value that does not fit its declared type.
 *
 * @param place in the row, for example {@code items[3].count}; empty for the row itself
 * @param what the type needs and what kind of value was found, never the value
 */
record Misfit(String place, String what) {

    Misfit inMember(String name) {
        boolean isFirst = place.isEmpty() || place.startsWith("[");
        return new Misfit(isFirst ? name + place : name + "." + place, what);
    }

    Misfit inElement(int index) {
        String element = "[" + index + "]";
        boolean isFirst = place.isEmpty() || place.startsWith("[");
        return new Misfit(isFirst ? element + place : element + "." + place, what);
    }

    String text() {
        return place.isEmpty() ? what : place + ": " + what;
    }
}
