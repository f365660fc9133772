/**
 * Rows out of files: which files a job means, in which parts they are read, and how their records become rows.
 *
 * <p>A page of the {@linkplain dev.gantry.source.file.FileListing list} is about a thousand records or a megabyte, and its token is a
 * place in a file, so a reading goes on there without asking what lies before. Invariants: a file is read as it was when the run
 * began, by its size and version, or not at all; a record's row is named {@code file:number}, the same on every reading; what
 * cannot be read as a record is a refused row, and no message repeats what is in it.
 *
 * <p>A {@linkplain dev.gantry.source.file.RecordFormat format} knows only how to read one file. Start at {@link
 * dev.gantry.source.file.FileSelection}, then {@link dev.gantry.source.file.FileRows}.
 */
@NullMarked
package dev.gantry.source.file;

import org.jspecify.annotations.NullMarked;
