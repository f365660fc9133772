package dev.gantry.sink.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** What failed on another thread, for the thread that waits for it. */
final class Failures {
    private Failures() {}

    static Throwable cause(ExecutionException failure) {
        return Objects.requireNonNull(failure.getCause(), "a failure has a cause");
    }

    static RuntimeException unchecked(Throwable failure) {
        return switch (failure) {
            case Error error -> throw error;
            case RuntimeException unchecked -> unchecked;
            case IOException io -> new UncheckedIOException(io);
            default -> new IllegalStateException(failure);
        };
    }
}
