package dev.gantry.run;

/** Another process runs this job; nothing was done. */
public final class AlreadyRunning extends RuntimeException {

    private static final long serialVersionUID = 1;

    AlreadyRunning(String message) {
        super(message);
    }
}
