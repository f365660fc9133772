/**
 * Talking to Open Cloud: one call goes through the universe's {@linkplain dev.gantry.opencloud.Budget budget}, carries
 * the credential, is sent, and its answer becomes a page, a value or an error kind.
 *
 * <p>Invariants: nothing is asked faster than the share allows; the credential goes to the connection's own host and
 * appears in no text; retries sit in {@link dev.gantry.opencloud.OpenCloud} alone, around one call. Knows nothing of
 * jobs, rows or files. Start at {@link dev.gantry.opencloud.OpenCloud}, then {@link dev.gantry.opencloud.DataStores}.
 */
@NullMarked
package dev.gantry.opencloud;

import org.jspecify.annotations.NullMarked;
