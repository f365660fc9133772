package dev.gantry.writeback.act;

import dev.gantry.opencloud.OpenCloudException;

/** Whose fault a refusal is. */
final class Refusals {

    private Refusals() {}

    /**
     * Whether Open Cloud refuses this change, and may take the next; a denied one only where a job lets rows go, since a key
     * that lacks a scope is denied every time.
     */
    static boolean concernTheRow(OpenCloudException.Refused refused, boolean allowsRejects) {
        return switch (refused.kind()) {
            case INVALID, CONFLICT, NOT_FOUND -> true;
            case DENIED -> allowsRejects;
            case UNAUTHENTICATED, THROTTLED, UNAVAILABLE -> false;
        };
    }
}
