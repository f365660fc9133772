/**
 * How fast Open Cloud may be asked: what a universe's live game must be left, what the owner of a key may use, and when a
 * host that fails is left alone.
 *
 * <p>There is one {@link dev.gantry.opencloud.limits.Budgets} a process. A run joins it with its {@link
 * dev.gantry.opencloud.limits.Quota} and gets an {@link dev.gantry.opencloud.limits.Allotment}, which lets each request
 * leave once every lane that it meets has room: the run's own share, the share of all runs of the universe, the bytes and
 * the operation's limit of the key's owner. Invariants: what is taken is taken from all of these at the moment of
 * leaving, so whoever gives up owes nothing; no period, wherever it starts, sees more than its limit; an answer may slow
 * requests down, and never speeds them up beyond the share.
 *
 * <p>Where machines share their budgets ({@link dev.gantry.opencloud.limits.SharedTokens}), the lanes of classes, operations and
 * runs take tokens that are reserved in batches ({@link dev.gantry.opencloud.limits.HeldTokens}) instead of those of this
 * process, and {@link dev.gantry.opencloud.limits.Machines} carries about what answers have said. Then the invariants hold
 * for all machines together; without the database nothing new leaves.
 */
@NullMarked
package dev.gantry.opencloud.limits;

import org.jspecify.annotations.NullMarked;
