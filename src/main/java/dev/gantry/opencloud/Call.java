package dev.gantry.opencloud;

import java.net.URI;
import java.util.List;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.http.Content;
import dev.gantry.opencloud.http.Header;
import dev.gantry.opencloud.http.Message;

/**
 * One request about to be made.
 *
 * @param base what its host is, or what stands in for it
 * @param target the path with the query, under the base
 * @param mayRepeat whether it may be made again although its answer was lost
 */
record Call(ApiOperation operation, URI base, String target, List<Header> headers, Content content, boolean mayRepeat) {

    /** One without headers and body. */
    static Call of(ApiOperation operation, URI base, String target) {
        return new Call(operation, base, target, List.of(), Content.none(), !operation.writes());
    }

    /** @param credential headers that prove who asks */
    Message message(List<Header> credential) {
        return new Message(operation.method(), base, requestTarget(), headers, credential, content);
    }

    /** The request line's target: the base's own path first. */
    private String requestTarget() {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) + target : prefix + target;
    }

    /** The path without its query, for texts. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What was asked, for texts. */
    String asked() {
        return operation.method() + " " + path() + " (" + operation.id() + ")";
    }
}
