/**
 * The sinks that write to Open Cloud beside that of data store entries, each with its options, its checks and its requests in a file
 * of its own; how changes are journaled, made and settled is in {@link dev.gantry.writeback.act}. {@link
 * dev.gantry.writeback.sinks.WritingKinds} lists them.
 */
@NullMarked
package dev.gantry.writeback.sinks;

import org.jspecify.annotations.NullMarked;
