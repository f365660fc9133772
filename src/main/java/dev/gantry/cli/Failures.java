package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.Optional;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.run.AlreadyRunning;
import dev.gantry.sink.disk.DiskFailed;
import dev.gantry.transform.RowRejected;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The one place where an error becomes text and exit code: only a bug shows a trace. */
final class Failures {

    private Failures() {}

    /** What picocli calls when a command throws. */
    static int report(Exception failure, CommandLine commandLine, ParseResult parsed) {
        return print(meant(failure), commandLine.getErr());
    }

    /** Prints what went wrong; returns the exit code. */
    static int print(Throwable failure, PrintWriter err) {
        switch (failure) {
            case InvalidJob invalid -> invalid.problems().forEach(err::println);
            case UserMistake mistake -> err.println(mistake.getMessage());
            case OpenCloudException remote -> err.println(remote.getMessage());
            case RowRejected row -> err.println(row.getMessage());
            case DiskFailed disk -> err.println(disk.getMessage());
            case AlreadyRunning running -> err.println(running.getMessage());
            default -> {
                err.println("This is a bug in Gantry; please report it with the lines below.");
                failure.printStackTrace(err);
            }
        }
        err.flush();
        return exitCode(failure);
    }

    /** Whether the failure's message says all there is to say; anything else is a bug. */
    static boolean isExpected(Throwable failure) {
        return failure instanceof UserMistake
                || failure instanceof OpenCloudException
                || failure instanceof RowRejected
                || failure instanceof DiskFailed
                || failure instanceof AlreadyRunning;
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case UserMistake mistake -> ExitCode.MISTAKE;
            case AlreadyRunning running -> ExitCode.ALREADY_RUNNING;
            case OpenCloudException.Refused refused ->
                switch (refused.kind()) {
                    case UNAUTHENTICATED, DENIED -> ExitCode.CREDENTIAL;
                    case INVALID, NOT_FOUND, CONFLICT, THROTTLED, UNAVAILABLE -> ExitCode.FAILED;
                };
            default -> ExitCode.FAILED;
        };
    }

    /** Spring wraps what a bean threw: the error that was meant is further in. */
    private static Throwable meant(Throwable failure) {
        return find(failure, UserMistake.class)
                .or(() -> find(failure, OpenCloudException.class))
                .or(() -> find(failure, DiskFailed.class))
                .orElse(failure);
    }

    private static Optional<Throwable> find(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
