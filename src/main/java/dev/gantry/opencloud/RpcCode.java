package dev.gantry.opencloud;

import tools.jackson.databind.JsonNode;

/** The error codes of google.rpc.Status, by which operations say how they failed, and the HTTP status of each. */
enum RpcCode {
    OK(200),
    CANCELLED(499),
    UNKNOWN(500),
    INVALID_ARGUMENT(400),
    DEADLINE_EXCEEDED(504),
    NOT_FOUND(404),
    ALREADY_EXISTS(409),
    PERMISSION_DENIED(403),
    RESOURCE_EXHAUSTED(429),
    FAILED_PRECONDITION(400),
    ABORTED(409),
    OUT_OF_RANGE(400),
    UNIMPLEMENTED(501),
    INTERNAL(500),
    UNAVAILABLE(503),
    DATA_LOSS(500),
    UNAUTHENTICATED(401);

    private final int status;

    RpcCode(int status) {
        this.status = status;
    }

    /** Reads a name, a number of this list, or an HTTP status; whatever else there is counts as {@link #UNKNOWN}. */
    static RpcCode of(JsonNode code) {
        if (code.isIntegralNumber()) {
            int number = code.asInt(UNKNOWN.ordinal());
            return number >= 0 && number < values().length ? values()[number] : ofStatus(number);
        }
        for (RpcCode each : values()) {
            if (each.name().equals(code.asString(""))) {
                return each;
            }
        }
        return UNKNOWN;
    }

    private static RpcCode ofStatus(int status) {
        for (RpcCode each : values()) {
            if (each.status == status) {
                return each;
            }
        }
        return status >= 400 && status < 500 ? INVALID_ARGUMENT : UNKNOWN;
    }

    int status() {
        return status;
    }

    /** @param written the code as it came */
    String label(String written) {
        return this == UNKNOWN && !written.isEmpty() ? written : name();
    }
}
