/**
 * Changes entries of data stores: computes each change from the entry as it is, journals it, writes it on the condition that the
 * entry still is what it was, and journals what became of it. So a change can be planned, applied later, and undone.
 *
 * <p>Invariants: no write leaves before its intent is on disk ({@link dev.gantry.writeback.journal}); no write is repeated before it
 * is known, by reading, that the one before was not done; where that cannot be known, nothing is written and the entry is reported;
 * of an entry, what a job does not change keeps every character of its JSON's numbers, its order of keys, users and attributes; writes
 * to one key are made one after the other, in the order of the rows; a row that is not done at once, because a session has its
 * entry, the run is to stop or makes a sample first, is on disk before the checkpoint passes it. Start at {@link
 * dev.gantry.writeback.EntryChanges}, what a job says, then {@link dev.gantry.writeback.ChangeWriter}, a chunk, and {@link
 * dev.gantry.writeback.WriteChange}, one entry. What makes chunks, guards them and stops them serves changes of all else as well
 * ({@link dev.gantry.writeback.act}): what differs is behind {@link dev.gantry.writeback.Making}.
 */
@NullMarked
package dev.gantry.writeback;

import org.jspecify.annotations.NullMarked;
