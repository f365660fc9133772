/**
 * What runs, what they change and what they make, for whoever shows it: plain facts without secrets. What journals and
 * rejected rows hold of players stays behind here: keys, kinds and places come out, values never.
 */
@NullMarked
package dev.gantry.run.shown;

import org.jspecify.annotations.NullMarked;
