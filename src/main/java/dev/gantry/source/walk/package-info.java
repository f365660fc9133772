/**
 * Walks lists in pages, one below the other to any depth, so that nothing that was read is read twice.
 *
 * <p>A {@linkplain dev.gantry.source.walk.Stage stage} lists, reads what was listed, or gathers rows; each runs ahead of
 * the next on threads of its own, within bounds, and hands over in listing order. A {@linkplain
 * dev.gantry.source.walk.Cursor cursor} holds a {@linkplain dev.gantry.source.walk.Place place} for each list: the
 * page's token, the position in it, the identity of the last row. All places but the last say "again": their row comes
 * once more on resuming, because what lies below it is not done.
 *
 * <p>Start at {@link dev.gantry.source.walk.RowReader}, then {@code Pipeline} and {@link dev.gantry.source.walk.PageWalk}.
 */
@NullMarked
package dev.gantry.source.walk;

import org.jspecify.annotations.NullMarked;
