/**
 * Records of text files: JSON Lines and CSV, compressed or not.
 *
 * <p>A position is {@code offset:lines}: the bytes before the next record, of the text that a compressed file holds, and the lines
 * before it. A plain file is opened at that offset; of a compressed one the text before is read again and dropped.
 */
@NullMarked
package dev.gantry.source.file.text;

import org.jspecify.annotations.NullMarked;
