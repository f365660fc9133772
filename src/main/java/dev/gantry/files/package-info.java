/**
 * Files that jobs read and write, wherever they are, and what to tell people when a disk fails.
 *
 * <p>A name is given to data only once the data is on disk: write, fsync, rename, fsync of the folder ({@link
 * dev.gantry.files.Durable}). {@link dev.gantry.files.FileStores} finds and reads the files of a place.
 */
@NullMarked
package dev.gantry.files;

import org.jspecify.annotations.NullMarked;
