/**
 * Every paged list of Roblox's document that no other package serves: seeded rows in the document's own page shape and row
 * schema, so that a client can page through anything that Open Cloud lists.
 *
 * <p>What the rows look like stands in the resource {@code emulator/lists.jsonl}, one line a list, which a test derives from
 * the document. Rows are made when they are read, follow from the seed, the operation and its path, and cannot be changed.
 * Start at {@link dev.gantry.emulator.collection.Collections}.
 */
@NullMarked
package dev.gantry.emulator.collection;

import org.jspecify.annotations.NullMarked;
