package dev.gantry.source.file;

import dev.gantry.files.StoredFile;
import dev.gantry.job.UserMistake;

/** What people are told of files that cannot be read, or no longer as they were. */
final class Unreadable {

    private Unreadable() {}

    static UserMistake denied(String name) {
        return new UserMistake(name + " cannot be read: no right to. Change its rights, or run as someone who may.");
    }

    static UserMistake gone(StoredFile file) {
        return new UserMistake(file.location()
                + " is gone since the run began. Put it back as it was and resume the run, or" + " start a new one.");
    }

    static UserMistake changed(StoredFile was, StoredFile is) {
        String how = is.bytes() > was.bytes()
                ? "has grown from " + was.bytes() + " to " + is.bytes() + " bytes"
                : is.bytes() < was.bytes()
                        ? "has shrunk from " + was.bytes() + " to " + is.bytes() + " bytes"
                        : "was written again";
        return new UserMistake(was.location() + " " + how
                + " since the run began, and a run reads files as they were then, so nothing more was read of it. Start a new"
                + " run, which reads it from its start; write new rows to files of their own rather than at the end of"
                + " those that are being read.");
    }

    /** A compressed or structured file that ends too early or makes no sense. */
    static UserMistake damaged(StoredFile file, String reason) {
        return new UserMistake(file.location() + " is damaged or cut off: " + reason
                + ". Replace it by a whole one and start a new run.");
    }
}
