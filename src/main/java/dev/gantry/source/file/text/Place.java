package dev.gantry.source.file.text;

/**
 * Where a record begins.
 *
 * @param offset bytes of text before it
 * @param lines before it
 */
record Place(long offset, long lines) {

    static Place of(String position) {
        if (position.isEmpty()) {
            return new Place(0, 0);
        }
        int colon = position.indexOf(':');
        return new Place(
                Long.parseLong(position, 0, colon, 10), Long.parseLong(position, colon + 1, position.length(), 10));
    }

    String text() {
        return offset + ":" + lines;
    }
}
