package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;

import dev.gantry.backup.repository.BackupDamaged;
import dev.gantry.backup.repository.RepositoryLocked;
import dev.gantry.database.DatabaseFailed;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.s3.S3Failed;
import dev.gantry.job.InvalidJob;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.run.AlreadyRunning;
import dev.gantry.run.StateUnusable;
import dev.gantry.run.state.TakenOver;
import dev.gantry.writeback.StoppedByGuard;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where an error becomes text and exit code: only a bug shows a trace. */
final class Failures {

    /** Those that make a run, which keeps checkpoints; the others are given again. */
    private static final Set<String> RESUMED =
            Set.of("run", "resume", "plan", "apply", "undo", "restore", "serve", "schedule");

    private Failures() {}

    /** What picocli calls when a command throws. */
    static int report(Exception failure, CommandLine commandLine, ParseResult parsed) {
        String command = commandLine.getCommandSpec().qualifiedName();
        Throwable meant = meant(failure);
        return print(
                meant instanceof DiskFailed disk && !RESUMED.contains(commandLine.getCommandName())
                        ? disk.toBeRepeated(command)
                        : meant,
                commandLine.getErr());
    }

    /** What picocli calls when it cannot read the command line. */
    static int reportUsage(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(mistake.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("Its usage: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.MISTAKE;
    }

    /** Prints what went wrong; returns the exit code. */
    static int print(Throwable failure, PrintWriter err) {
        switch (failure) {
            case InvalidJob invalid -> invalid.problems().forEach(err::println);
            case UserMistake mistake -> err.println(mistake.getMessage());
            case OpenCloudException remote -> err.println(remote.getMessage());
            case RowRejected row -> err.println(row.getMessage());
            case DiskFailed disk -> err.println(disk.getMessage());
            case S3Failed store -> err.println(store.getMessage());
            case DatabaseFailed database -> err.println(database.getMessage());
            case AlreadyRunning running -> err.println(running.getMessage());
            case StateUnusable state -> err.println(state.getMessage());
            case TakenOver lost -> err.println(lost.getMessage());
            case StoppedByGuard guard -> err.println(guard.getMessage());
            case BackupDamaged backup -> err.println(backup.getMessage());
            case RepositoryLocked locked -> err.println(locked.getMessage());
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
                || failure instanceof S3Failed
                || failure instanceof DatabaseFailed
                || failure instanceof AlreadyRunning
                || failure instanceof StateUnusable
                || failure instanceof TakenOver
                || failure instanceof StoppedByGuard
                || failure instanceof BackupDamaged
                || failure instanceof RepositoryLocked;
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case UserMistake mistake -> ExitCode.MISTAKE;
            case StoppedByGuard guard -> ExitCode.GUARDED;
            case AlreadyRunning running -> ExitCode.ALREADY_RUNNING;
            case RepositoryLocked locked -> ExitCode.ALREADY_RUNNING;
            case BackupDamaged backup -> ExitCode.DAMAGED;
            case OpenCloudException.Refused refused ->
                switch (refused.kind()) {
                    case UNAUTHENTICATED, DENIED -> ExitCode.CREDENTIAL;
                    case INVALID, NOT_FOUND, CONFLICT, THROTTLED, UNAVAILABLE -> ExitCode.FAILED;
                };
            case DatabaseFailed database -> database.isDenied() ? ExitCode.CREDENTIAL : ExitCode.FAILED;
            default -> ExitCode.FAILED;
        };
    }

    /** Spring wraps what a bean threw: the error that was meant is further in. */
    static Throwable meant(Throwable failure) {
        return find(failure, UserMistake.class)
                .or(() -> find(failure, OpenCloudException.class))
                .or(() -> find(failure, DiskFailed.class))
                .or(() -> find(failure, S3Failed.class))
                .or(() -> find(failure, DatabaseFailed.class))
                .or(() -> find(failure, StateUnusable.class))
                .or(() -> find(failure, TakenOver.class))
                .or(() -> find(failure, StoppedByGuard.class))
                .or(() -> find(failure, BackupDamaged.class))
                .or(() -> find(failure, RepositoryLocked.class))
                .or(() -> fullDisk(failure))
                .orElse(failure);
    }

    /** A full disk reaches us in as many guises as there are libraries that write; what to do is always the same. */
    private static Optional<Throwable> fullDisk(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() != null && each.getMessage().contains("No space left on device")) {
                return Optional.of(new StateUnusable(
                        "The disk is full: Gantry's state, a folder .gantry unless gantry.state names another, could not be written. What was"
                                + " committed is kept; make room, then gantry resume.",
                        failure));
            }
        }
        return Optional.empty();
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
