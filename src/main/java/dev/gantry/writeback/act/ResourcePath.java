package dev.gantry.writeback.act;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.http.PathSegment;

/** The path of a resource of Open Cloud v2 as a name: {@code universes/1/user-restrictions/156}. */
public final class ResourcePath {

    private static final String VERSION = "/cloud/v2/";

    private ResourcePath() {}

    /** Joins segments, which may hold any character. */
    public static String of(String... segments) {
        return Arrays.stream(segments).map(PathSegment::encode).collect(Collectors.joining("/"));
    }

    /** A request of an operation whose path begins like the name, with its variables filled in. */
    public static Request request(ApiOperation operation, String name) {
        String[] names = operation.path().substring(VERSION.length()).split("/", -1);
        String[] values = name.split("/", -1);
        Request request = Request.of(operation);
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                String variable = names[i].substring(1, names[i].indexOf('}'));
                request = request.withVariable(variable, decoded(values[i]));
            }
        }
        return request;
    }

    /** The last segment. */
    public static String id(String name) {
        return decoded(name.substring(name.lastIndexOf('/') + 1));
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment, StandardCharsets.UTF_8);
    }
}
