package dev.gantry.opencloud;

import java.io.Serializable;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/** Open Cloud could not or would not do what was asked, after all repeats that make sense. */
public abstract sealed class OpenCloudException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private OpenCloudException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Answered, with an error; or not even sent, because the connection has no credential that the operation takes. */
    public static final class Refused extends OpenCloudException {

        private static final long serialVersionUID = 1;

        private final Details details;
        private final ErrorKind kind;

        Refused(Details details, ErrorKind kind, String message) {
            super(message, null);
            this.details = details;
            this.kind = kind;
        }

        /** The HTTP status; 0 where nothing was sent. */
        public int status() {
            return details.status();
        }

        public ErrorKind kind() {
            return kind;
        }

        /** Whether the same request may be made again later. */
        public boolean isRetryable() {
            return ErrorKind.isRetryable(details.status());
        }

        public Details details() {
            return details;
        }
    }

    /**
     * The parts of a refusal, for whoever must tell one from another.
     *
     * @param operation its id in the catalogue
     * @param path without the query
     * @param code as {@code ABORTED}, or empty
     * @param detail a narrower code, as {@code EntryNotFound}, or empty
     * @param said what Open Cloud said about it to people, or empty
     * @param requestId by which Roblox finds it, or empty
     */
    public record Details(
            int status, String operation, String path, String code, String detail, String said, String requestId)
            implements Serializable {}

    /** Not answered, or not with what the document says: the network, a dead host, a cut body. */
    public static final class Unreachable extends OpenCloudException {

        private static final long serialVersionUID = 1;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * A write whose answer was lost, or one that failed there: it may have been done or not. It was not repeated. Whoever
     * asked for it settles the matter by reading.
     */
    public static final class Unsettled extends OpenCloudException {

        private static final long serialVersionUID = 1;

        private final int status;

        /** @param status 0 where there was no answer */
        Unsettled(int status, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.status = status;
        }

        /** The HTTP status, if there was one. */
        public OptionalInt status() {
            return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
        }
    }

    /** Answered, and well formed, but what it says cannot be, so that going on would lose or double something. */
    public static final class Unusable extends OpenCloudException {

        private static final long serialVersionUID = 1;

        public Unusable(String message) {
            super(message, null);
        }
    }

    /** A file of this machine, to be sent or received, failed. */
    public static final class FileFailed extends OpenCloudException {

        private static final long serialVersionUID = 1;

        FileFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
