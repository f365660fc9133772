package dev.gantry.backup.repository;

/** Somebody else is adding backups to a repository, or pruning it. */
public final class RepositoryLocked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RepositoryLocked(String message) {
        super(message);
    }
}
