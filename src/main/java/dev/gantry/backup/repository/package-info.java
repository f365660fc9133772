/**
 * The repository of backups: a folder, or a prefix of an object store.
 *
 * <p>Format {@code gantry-backup/1}. Each backup has a folder, named by its moment (UTC) and four digits of its run:
 *
 * <ul>
 *   <li>{@code entries-00000.parquet}: entries {@code (dataStore, scope, id, ordered, value, users, attributes, revision, created,
 *       updated)}; value, users and attributes are the JSON that Open Cloud sent, to the letter. {@code ordered} says that it is of
 *       an ordered store, read as it was and not as of the moment.
 *   <li>{@code keys-00000.parquet}: the same rows in the same order, {@code (dataStore, scope, id, ordered, revision, content)};
 *       {@code content} is the first 8 bytes of a SHA-256 over value, users and attributes. Tells what a damaged part held, and
 *       what is unchanged.
 *   <li>{@code superseded.parquet}: {@code (part, row)}, the rows (from 0) of earlier backups' entries files that this backup names
 *       and that do not count for it. Not there where all count.
 *   <li>{@code unstored.parquet}: {@code (dataStore, scope, id, state, reason)}, the listed keys that have no entry: absent,
 *       unreadable, failed. Not there where there are none.
 *   <li>{@code manifest.json}: a {@link dev.gantry.backup.repository.Manifest}, sealed by its own SHA-256 at its end; it names every
 *       file that restoring takes, whichever backup it belongs to, with size and SHA-256.
 * </ul>
 *
 * <p>So a backup is: all rows of the {@code entries} files that its manifest names, without those in its {@code superseded} file.
 * Invariants: every key is in one row; files never change; a manifest is written after all that it names, and removed before any
 * of it; whoever writes or removes has the lock ({@code .lock}). Its {@link dev.gantry.backup.repository.Ledger} adds up.
 * Start at {@link dev.gantry.backup.repository.Repository}.
 */
@NullMarked
package dev.gantry.backup.repository;

import org.jspecify.annotations.NullMarked;
