package dev.gantry.opencloud;

/** What an error answer means for whoever asked. */
public enum ErrorKind {
    /** 400 and other 4xx: the request itself; repeating it changes nothing. */
    INVALID,
    /** 401: no credential, or one that is not known. */
    UNAUTHENTICATED,
    /** 403: the credential lacks a scope or the permission. */
    DENIED,
    /** 404. */
    NOT_FOUND,
    /** 409, 412: somebody else was first. */
    CONFLICT,
    /** 429. */
    THROTTLED,
    /** 499, 5xx: theirs; repeating may help. */
    UNAVAILABLE;

    static ErrorKind of(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> DENIED;
            case 404 -> NOT_FOUND;
            case 409, 412 -> CONFLICT;
            case 429 -> THROTTLED;
            case 499 -> UNAVAILABLE;
            default -> status >= 500 ? UNAVAILABLE : INVALID;
        };
    }

    /** Whether the same request may be made again: 501 and the like will not get better. */
    static boolean isRetryable(int status) {
        return switch (status) {
            case 429, 499, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }
}
