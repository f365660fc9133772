/**
 * Whether the service lives, and whether it can do its work: for what watches processes. Anybody may ask, so who has not
 * logged in hears one word.
 */
@NullMarked
package dev.gantry.dashboard.health;

import org.jspecify.annotations.NullMarked;
