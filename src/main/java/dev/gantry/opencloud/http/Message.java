package dev.gantry.opencloud.http;

import java.net.URI;
import java.util.List;

/**
 * A request as it goes out.
 *
 * @param method in capitals
 * @param base scheme, host and port
 * @param target path and query, percent-encoded
 * @param headers of the request itself
 * @param credential headers that prove who asks
 */
public record Message(
        String method, URI base, String target, List<Header> headers, List<Header> credential, Content content) {

    /** One without a body. */
    public static Message get(URI base, String target) {
        return new Message("GET", base, target, List.of(), List.of(), Content.none());
    }
}
