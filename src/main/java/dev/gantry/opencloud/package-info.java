/**
 * Talking to Open Cloud: one call goes through the universe's {@linkplain dev.gantry.opencloud.Budget budget}, carries
 * the credential that its operation takes, is sent, and its answer becomes a page, a value, a file or an error kind.
 *
 * <p>Invariants: nothing is asked faster than the share allows; a credential goes to the connection's own hosts, to no
 * operation that does not take it, and into no text; retries sit in {@link dev.gantry.opencloud.OpenCloud} alone, around one
 * call; a write whose answer was lost is left to its caller to settle, unless it says that twice is once. Knows nothing of
 * jobs, rows or files of theirs. {@code http} is the wire, {@code credential} what is proved by what, {@code catalog} what
 * Open Cloud offers. Start at {@link dev.gantry.opencloud.OpenCloud} and {@link dev.gantry.opencloud.Request}.
 */
@NullMarked
package dev.gantry.opencloud;

import org.jspecify.annotations.NullMarked;
