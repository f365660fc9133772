package dev.gantry.database;

/**
 * A database cannot be reached, refuses what a job needs or broke off: not a bug. What a checkpoint covers is kept, and the
 * message says which database and what to do.
 */
public final class DatabaseFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isDenied;

    public DatabaseFailed(String message) {
        super(message);
        this.isDenied = false;
    }

    /** More to say about the same failure. */
    public DatabaseFailed(String message, DatabaseFailed failure) {
        this(message, failure.isDenied, failure);
    }

    DatabaseFailed(String message, boolean isDenied, Throwable cause) {
        super(message, cause);
        this.isDenied = isDenied;
    }

    /** Whether user or password were not taken. */
    public boolean isDenied() {
        return isDenied;
    }
}
