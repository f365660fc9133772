package dev.gantry.files.s3;

/**
 * An object as a list shows it.
 *
 * @param etag changes whenever its content does
 */
public record StoredObject(String key, long bytes, String etag) {}
