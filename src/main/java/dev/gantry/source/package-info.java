/**
 * Checkpointed readers: where rows come from, page by page, so that nothing that was read is read twice.
 *
 * <p>A reader lists ahead on one virtual thread, fetches values on many within a bounded {@linkplain
 * dev.gantry.source.ReadAhead window}, and hands them over in listing order, a batch at a time. Its checkpoint is a
 * {@linkplain dev.gantry.source.Cursor cursor}: the page's token, the position in it, and the last id delivered. A
 * batch ends by rows, bytes or time, whichever comes first, so memory and what a kill costs stay bounded.
 *
 * <p>Start at {@link dev.gantry.source.DataStoreEntries}.
 */
@NullMarked
package dev.gantry.source;

import org.jspecify.annotations.NullMarked;
