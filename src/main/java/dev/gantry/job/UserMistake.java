package dev.gantry.job;

/**
 * A mistake of the person who runs Gantry: shown as its message alone, without a trace, and exit code 2. The message says what
 * failed, on which thing, the value found, the rule and what to do.
 */
public class UserMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserMistake(String message) {
        super(message);
    }

    public UserMistake(String message, Throwable cause) {
        super(message, cause);
    }
}
