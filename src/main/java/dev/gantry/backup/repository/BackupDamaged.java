package dev.gantry.backup.repository;

import org.jspecify.annotations.Nullable;

/** A file of a backup is not what it was written as, or is gone. The message says which and what to do. */
public final class BackupDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackupDamaged(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
