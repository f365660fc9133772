package dev.gantry.emulator.wire;

import java.util.Map;

/**
 * The caller is at fault, or has to wait, and this is what it is told, in the shape that its operation's errors have.
 * Carries no stack trace: it is an answer, not a bug.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final int number;
    private final String detail;
    private final boolean byGateway;
    private final transient Map<String, String> headers;

    private Refused(
            int status,
            String code,
            int number,
            String detail,
            boolean byGateway,
            Map<String, String> headers,
            String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.number = number;
        this.detail = detail;
        this.byGateway = byGateway;
        this.headers = headers;
    }

    /** Any refusal: an HTTP status, a word for a code as {@code ABORTED}, and a sentence. */
    public static Refused of(int status, String code, String message) {
        return new Refused(status, code, 0, code, false, Map.of(), message);
    }

    /** 400: an argument is malformed, too long, unknown or does not fit the others. */
    public static Refused invalid(String message) {
        return of(400, "INVALID_ARGUMENT", message);
    }

    /** 403: the key has no right to this resource. */
    public static Refused denied(String message) {
        return of(403, "PERMISSION_DENIED", message);
    }

    /** 403: the key lacks a scope that the operation needs. */
    public static Refused lacksScope(String message) {
        return of(403, "INSUFFICIENT_SCOPE", message);
    }

    /** 404: there is no such resource. */
    public static Refused notFound(String message) {
        return of(404, "NOT_FOUND", message);
    }

    /** 409: the resource is no longer what the caller thinks it is. */
    public static Refused aborted(String message) {
        return of(409, "ABORTED", message);
    }

    /** 429: a limit is used up. */
    public static Refused exhausted(String message) {
        return of(429, "RESOURCE_EXHAUSTED", message);
    }

    /** Refused before any operation saw the request, in the gateway's own shape. */
    public static Refused byGateway(int status, String message) {
        return new Refused(status, "", 0, "", true, Map.of(), message);
    }

    /** The same with a number, as the older hosts tell their errors apart by. */
    public Refused numbered(int code) {
        return new Refused(status, this.code, code, detail, byGateway, headers, reason());
    }

    /** The same with a second word: the data store error code of v1, or the field at fault of a problem. */
    public Refused detailed(String second) {
        return new Refused(status, code, number, second, byGateway, headers, reason());
    }

    /** The same with a header in the answer. */
    public Refused with(String header, String value) {
        return new Refused(status, code, number, detail, byGateway, Map.of(header, value), reason());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    int number() {
        return number;
    }

    String detail() {
        return detail;
    }

    String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** What to send to the caller of an operation with errors of this shape. */
    public Answer answer(ErrorShape shape) {
        Answer answer = (byGateway ? ErrorShape.NUMBERED : shape).answer(this);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }
}
