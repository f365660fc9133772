package dev.gantry.sink.csv;

/** What ends a line; as users write it, in lower case. */
public enum LineEnd {
    CRLF("\r\n"),
    LF("\n");

    final String text;

    LineEnd(String text) {
        this.text = text;
    }
}
