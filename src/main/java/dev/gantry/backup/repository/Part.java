package dev.gantry.backup.repository;

/**
 * Entries as one backup stored them, and as later ones refer to them.
 *
 * @param backup that stored them
 * @param entries the file of all about them
 * @param keys the file of their keys, revisions and digests, in the same order
 * @param live how many of them count for the backup whose manifest this is in; which do not, its {@code superseded} file says
 */
public record Part(String backup, FileRef entries, FileRef keys, long live) {}
