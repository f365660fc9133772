/**
 * Where rows come from: everything that Open Cloud lists, what it answers to a call, and files.
 *
 * <p>A {@linkplain dev.gantry.source.Component component} is one source as a job writes it; those below each other make a
 * {@linkplain dev.gantry.source.Chain chain}, which {@link dev.gantry.source.walk} reads. {@link
 * dev.gantry.source.Sources} is the table of all; start there.
 */
@NullMarked
package dev.gantry.source;

import org.jspecify.annotations.NullMarked;
