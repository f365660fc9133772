package dev.gantry.backup.repository;

/**
 * A file of the repository as it was written.
 *
 * @param name below the repository
 * @param rows in it
 * @param sha256 of its bytes, in small hexadecimal digits
 */
public record FileRef(String name, long rows, long bytes, String sha256) {}
