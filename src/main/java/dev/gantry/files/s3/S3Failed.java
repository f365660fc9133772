package dev.gantry.files.s3;

/**
 * An object store cannot be reached or fails: not the user's mistake and not a bug. What a checkpoint covers is kept, and the
 * message says which object and what to do.
 */
public final class S3Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    S3Failed(String message, Throwable cause) {
        super(message, cause);
    }
}
