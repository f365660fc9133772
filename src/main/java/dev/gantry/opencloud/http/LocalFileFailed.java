package dev.gantry.opencloud.http;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** A file of this machine failed, not the network: sending again changes nothing. The message says which file and why. */
public final class LocalFileFailed extends IOException {

    private static final long serialVersionUID = 1;

    LocalFileFailed(String message) {
        super(message);
    }

    /** @param doing as in "cannot read" */
    public LocalFileFailed(String doing, Path file, IOException cause) {
        super(doing + " " + file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        @Nullable String message = cause.getMessage();
        return cause.getClass() == IOException.class && message != null
                ? message
                : cause.getClass().getSimpleName().replaceAll("Exception$", "");
    }
}
