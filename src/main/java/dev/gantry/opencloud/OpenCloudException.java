package dev.gantry.opencloud;

/** Open Cloud could not or would not do what was asked, after all repeats that make sense. */
public sealed abstract class OpenCloudException extends RuntimeException {

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

        Unreachable(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }
    }
}
