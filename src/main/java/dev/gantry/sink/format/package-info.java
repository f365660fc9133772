/** What a file format brings to publishing; each format is a package of its own beside this one. */
@NullMarked
package dev.gantry.sink.format;

import org.jspecify.annotations.NullMarked;
