package dev.gantry.backup.repository;

/**
 * How many backups are kept: the last of each of so many days, weeks and months that have one. The newest always is.
 */
public record Keep(int daily, int weekly, int monthly) {
    /** Whatever there is. */
    public static final Keep ALL = new Keep(0, 0, 0);

    public boolean keepsAll() {
        return equals(ALL);
    }
}
