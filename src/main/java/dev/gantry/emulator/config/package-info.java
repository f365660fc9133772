/** Repositories of configuration: a draft that is edited, and versions that are published from it. */
@NullMarked
package dev.gantry.emulator.config;

import org.jspecify.annotations.NullMarked;
