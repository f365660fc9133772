package dev.gantry.opencloud;

/** Where a listing goes on: opaque, and only good with the very parameters that it was handed out for. */
public record PageToken(String value) {

    public PageToken {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty page token means the end of a list, and is no token");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
