/**
 * Changes of everything in Open Cloud that is no entry of a data store, on the same journal: what a row wants of a thing, how the
 * thing is read and written, and how it is settled whether a change was made whose answer was lost.
 *
 * <p>Two kinds of things: what {@linkplain dev.gantry.writeback.act.Remote.Kept stays to be read}, as a ban, is read before it is
 * changed and read again when an answer was lost; what {@linkplain dev.gantry.writeback.act.Remote.Sent leaves nothing to read}, as
 * a message, is sent once, and reported as uncertain where nobody knows. Invariants: no request that changes something leaves before
 * its act is on disk; none is repeated but under the same idempotency key, or after reading has shown that it was not done; acts
 * on one target are made in the order of their rows. Start at {@link dev.gantry.writeback.act.Acting}, what a job says, then {@link
 * dev.gantry.writeback.act.MakeActs}, one change; chunks of them are made as those of entries are. The sinks themselves are in
 * {@code dev.gantry.writeback.sinks}.
 */
@NullMarked
package dev.gantry.writeback.act;

import org.jspecify.annotations.NullMarked;
