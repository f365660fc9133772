package dev.gantry.files;

/**
 * A file that can be read.
 *
 * @param bytes its size
 * @param version changes whenever its content does: a time of modification, or an entity tag
 */
public record StoredFile(Location location, long bytes, String version) {}
