/**
 * The web server of {@code gantry serve --port}: opened once the service runs, as a context below the engine's, so that
 * no other command loads a class of it.
 *
 * <p>{@code server} listens and decides who may do what; {@code page} is for people and {@code api} for programs, neither
 * of which knows the other; what both show is read in {@code view}. Nothing that leaves here has a secret or a player's value. Start at {@link
 * dev.gantry.dashboard.Dashboard}.
 */
@NullMarked
package dev.gantry.dashboard;

import org.jspecify.annotations.NullMarked;
