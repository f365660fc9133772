/** What formats of text have in common: files that are compressed as a whole, and characters that UTF-8 cannot hold. */
@NullMarked
package dev.gantry.sink.text;

import org.jspecify.annotations.NullMarked;
