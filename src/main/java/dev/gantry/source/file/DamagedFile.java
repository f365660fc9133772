package dev.gantry.source.file;

import java.io.IOException;

/** A file that is not what its name says, or only a part of it. The message says what is wrong and repeats nothing of it. */
public final class DamagedFile extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedFile(String reason, Throwable cause) {
        super(reason, cause);
    }
}
