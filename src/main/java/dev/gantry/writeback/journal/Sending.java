package dev.gantry.writeback.journal;

/**
 * How a change goes out, so that it can be sent again as the same one, or asked after.
 *
 * @param key by which Open Cloud knows a repeat; empty where the operation takes none
 * @param firstSent RFC 3339, for the same purpose
 * @param begun the path of the long-running operation that it was answered with; empty before that, and of others
 */
public record Sending(String key, String firstSent, String begun) {

    public static final Sending PLAIN = new Sending("", "", "");
}
