/**
 * Users as Open Cloud shows them: profile, thumbnail, inventory and notifications.
 *
 * <p>Start at {@link dev.gantry.emulator.user.Users}.
 */
@NullMarked
package dev.gantry.emulator.user;

import org.jspecify.annotations.NullMarked;
