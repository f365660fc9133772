package dev.gantry.opencloud;

/**
 * Tells one write of an entry from the next. Opaque.
 *
 * @param revision which of the entry's it is
 * @param etag what a conditional write is compared with
 */
public record EntryVersion(String revision, String etag) {

    /** Of an entry that is not there. */
    public static final EntryVersion NONE = new EntryVersion("", "");
}
