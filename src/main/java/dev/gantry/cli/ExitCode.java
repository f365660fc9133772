package dev.gantry.cli;

/** What Gantry's process ends with. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISTAKE = 2;
    static final int REJECTED_ROWS = 3;
    static final int CHANGES_PLANNED = 4;
    static final int GUARDED = 5;
    static final int CONFLICTS = 6;
    static final int ALREADY_RUNNING = 11;
    static final int CREDENTIAL = 12;
    static final int STOPPED = 13;
    static final int DAMAGED = 20;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
