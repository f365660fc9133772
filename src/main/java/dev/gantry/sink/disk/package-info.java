/**
 * Files and folders that survive a kill and a power cut, and what to tell people when a disk fails.
 *
 * <p>A name is given to data only once the data is on disk: write, fsync, rename, fsync of the folder
 * ({@link dev.gantry.sink.disk.Durable}). {@link dev.gantry.sink.disk.TargetFolder} does this for a whole published folder.
 */
@NullMarked
package dev.gantry.sink.disk;

import org.jspecify.annotations.NullMarked;
