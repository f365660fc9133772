package dev.gantry.cli.doctor;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param check its name
 * @param text what was found, and where it is not right, what to do
 * @param isAccess whether it is about credentials or scopes
 */
public record Finding(Level level, String check, String text, boolean isAccess) {

    /** How well it is. */
    public enum Level {
        OK,
        WARN,
        FAIL;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
