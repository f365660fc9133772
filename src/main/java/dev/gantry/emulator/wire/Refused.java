package dev.gantry.emulator.wire;

/** The caller is at fault, and this is what it is told. Carries no stack trace: it is an answer, not a bug. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Refused(Answer answer, String message) {
        super(message, null, false, false);
        this.answer = answer;
    }

    /** What to send. */
    public Answer answer() {
        return answer;
    }

    /** 400: an argument is malformed, too long, unknown or does not fit the others. */
    public static Refused invalid(String message) {
        return v2(400, "INVALID_ARGUMENT", message);
    }

    /** 403: the key has no right to this resource. */
    public static Refused denied(String message) {
        return v2(403, "PERMISSION_DENIED", message);
    }

    /** 403: the key lacks a scope that the operation needs. */
    public static Refused lacksScope(String message) {
        return v2(403, "INSUFFICIENT_SCOPE", message);
    }

    /** 404: there is no such resource. */
    public static Refused notFound(String message) {
        return v2(404, "NOT_FOUND", message);
    }

    /** 409: the resource is no longer what the caller thinks it is. */
    public static Refused aborted(String message) {
        return v2(409, "ABORTED", message);
    }

    /** Refused before any operation saw the request, in the gateway's own shape. */
    public static Refused byGateway(int status, String message) {
        return new Refused(Answer.gatewayError(status, 0, message), message);
    }

    /** Refused in the shape of the older APIs, whose errors are numbered. */
    public static Refused numbered(int status, int code, String message) {
        return new Refused(Answer.gatewayError(status, code, message), message);
    }

    private static Refused v2(int status, String code, String message) {
        return new Refused(Answer.v2Error(status, code, message), message);
    }
}
