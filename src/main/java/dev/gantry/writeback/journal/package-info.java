/**
 * The journal of changes to entries: what was there, what is to be there, and what became of it.
 *
 * <p>Format, numbers big-endian. File: 8 bytes {@code GANTRYJ} 1 (the version), then frames. Frame: payload bytes (int), bytes
 * unpacked (int), records (int), CRC32C of these twelve bytes and the payload (int), payload. Payload: zstd of the records as
 * JSON, UTF-8, one a line, each ended by a line feed. The first frame holds the {@linkplain
 * dev.gantry.writeback.journal.JournalHead head} alone; the others hold {@linkplain dev.gantry.writeback.journal.JournalRecord
 * intents and outcomes}, in the order in which they happened. A plan is a journal without outcomes of its intents.
 *
 * <p>Write order: an intent is on disk (fsync) before its write leaves for Open Cloud, and an outcome is written after it; many
 * intents share one fsync. So an intent without an outcome may have been done or not, and what is not in the journal has not been
 * done. Invariants: nothing that was an intent is ever cut off; only a last frame that is not whole is, because no write left for
 * it; all intents before a checkpoint have outcomes; of several intents of one change the last counts. A broken invariant is a
 * {@link dev.gantry.files.DiskFailed}, never a change forgotten. Beside it {@linkplain dev.gantry.writeback.journal.RowLog logs of
 * rows} in the same frames hold what is to be done later. Values are players' data: they are in here and nowhere else.
 */
@NullMarked
package dev.gantry.writeback.journal;

import org.jspecify.annotations.NullMarked;
