package dev.gantry.opencloud;

import java.net.URI;

import dev.gantry.opencloud.catalog.ApiOperation;

/** One request about to be made: the target, with the query, under the base. */
record Call(ApiOperation operation, URI base, String target) {

    /** The request line's target: the base's own path first. */
    String requestTarget() {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) + target : prefix + target;
    }

    /** The path without its query, for texts. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
