package dev.gantry.emulator.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a request goes: a host of Roblox, a path and a query.
 *
 * @param host the host asked for: that of a leading {@code /{host}.roblox.com/} segment, else of the {@code Host}
 *     header when it is one of Roblox's, else the default
 * @param segments the path's segments, still percent-encoded
 * @param query decoded parameters in order of their names, each with its values in the order in which they were sent
 */
public record RequestTarget(String host, List<String> segments, Map<String, List<String>> query) {

    public RequestTarget {
        segments = List.copyOf(segments);
        query = Collections.unmodifiableMap(new TreeMap<>(query));
    }

    /**
     * Takes a request line's target apart.
     *
     * @param uri path and query as they were sent; an absolute URI is taken too
     * @param hostHeader the {@code Host} header or {@code :authority}, empty when there was none
     * @throws Refused 400 when the query is not properly percent-encoded
     */
    public static RequestTarget parse(String uri, String hostHeader) {
        String target = withoutAuthority(uri);
        int fragment = target.indexOf('#');
        String whole = fragment < 0 ? target : target.substring(0, fragment);
        int mark = whole.indexOf('?');
        List<String> segments = split(mark < 0 ? whole : whole.substring(0, mark), '/');
        Map<String, List<String>> query = mark < 0 ? Map.of() : parameters(whole.substring(mark + 1));
        if (!segments.isEmpty() && isRoblox(segments.getFirst())) {
            return new RequestTarget(lower(segments.getFirst()), segments.subList(1, segments.size()), query);
        }
        String host = hostHeader.contains(":") ? hostHeader.substring(0, hostHeader.indexOf(':')) : hostHeader;
        return new RequestTarget(isRoblox(host) ? lower(host) : Fact.DEFAULT_HOST, segments, query);
    }

    private static boolean isRoblox(String host) {
        return lower(host).endsWith(".roblox.com");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String withoutAuthority(String uri) {
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        int path = scheme < 0 ? -1 : uri.indexOf('/', scheme + 3);
        return path < 0 ? uri : uri.substring(path);
    }

    /** The fields of a form in its own order; the first of several with one name counts. */
    static Map<String, String> form(String raw) {
        Map<String, String> fields = new LinkedHashMap<>();
        parameters(raw).forEach((name, values) -> fields.put(name, values.getFirst()));
        return fields;
    }

    private static Map<String, List<String>> parameters(String raw) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String pair : split(raw, '&')) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(PercentEncoding.decodeQuery(name), first -> new ArrayList<>(1))
                        .add(PercentEncoding.decodeQuery(value));
            }
        }
        return parameters;
    }

    /** Pieces between separators; one leading separator begins the first piece. */
    private static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>(12);
        int start = !text.isEmpty() && text.charAt(0) == separator ? 1 : 0;
        for (int next = text.indexOf(separator, start); next >= 0; next = text.indexOf(separator, start)) {
            pieces.add(text.substring(start, next));
            start = next + 1;
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
