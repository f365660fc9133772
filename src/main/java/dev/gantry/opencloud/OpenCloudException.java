package dev.gantry.opencloud;

import org.jspecify.annotations.Nullable;

/** Open Cloud could not or would not do what was asked, after all repeats that make sense. */
public abstract sealed class OpenCloudException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private OpenCloudException(String message) {
        super(message);
    }

    /** Answered, with an error. */
    public static final class Refused extends OpenCloudException {

        private static final long serialVersionUID = 1;

        private final int status;
        private final ErrorKind kind;

        Refused(int status, ErrorKind kind, String message) {
            super(message);
            this.status = status;
            this.kind = kind;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        public ErrorKind kind() {
            return kind;
        }
    }

    /** Not answered, or not with what the document says: the network, a dead host, a cut body. */
    public static final class Unreachable extends OpenCloudException {

        private static final long serialVersionUID = 1;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message);
            initCause(cause);
        }
    }

    /** Answered, and well formed, but what it says cannot be, so that going on would lose or double something. */
    public static final class Unusable extends OpenCloudException {

        private static final long serialVersionUID = 1;

        public Unusable(String message) {
            super(message);
        }
    }
}
