/** Thumbnails of people, places, groups and what is sold, as {@code thumbnails.roblox.com} tells their addresses. */
@NullMarked
package dev.gantry.emulator.thumbnail;

import org.jspecify.annotations.NullMarked;
