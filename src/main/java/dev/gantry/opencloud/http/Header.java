package dev.gantry.opencloud.http;

/** A header to be sent. Its value is in no text, because it may be a credential. */
public record Header(String name, String value) {

    public Header {
        if (name.isEmpty() || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("the value of a header is printable ASCII, that of " + name + " is not");
        }
    }

    @Override
    public String toString() {
        return name + ": ...";
    }
}
