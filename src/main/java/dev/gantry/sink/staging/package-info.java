/**
 * The log in which the rows of one partition wait until all partitions have theirs. Append-only, checksummed, compressed.
 *
 * <p>Format, numbers big-endian. File: 8 bytes {@code GANTRY} 0 1 (the version), then frames. Frame: payload bytes (int), bytes
 * unpacked (int), rows (int), CRC32C of these twelve bytes and the payload (int), payload. Payload: zstd of the rows as JSON, UTF-8, one a line, each ended by a
 * line feed. A chunk becomes one frame, or several when it is big, so that reading needs little memory; a row is never split.
 *
 * <p>Write order: frames, fsync, and only then the length goes into the {@link dev.gantry.sink.staging.Checkpoint}, which commits with the source's
 * cursor. Opening reads in the opposite order: the checkpoint says how long the log is, and what lies beyond is cut off.
 * Invariants: a file is never shorter than its checkpoint; every frame below it is whole; a chunk that could not be written leaves
 * no byte behind. A broken invariant is a {@link dev.gantry.files.DiskFailed}, never rows silently lost.
 */
@NullMarked
package dev.gantry.sink.staging;

import org.jspecify.annotations.NullMarked;
