package dev.gantry.opencloud.catalog;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What Roblox's document says about one operation.
 *
 * @param id names it; where the document has no operation id, the anchor of its page there
 * @param features the parts of Open Cloud that it belongs to, in kebab-case, the first before all: {@code
 *     data-and-memory-stores}
 * @param method HTTP method in capitals
 * @param host such as {@code apis.roblox.com}
 * @param path with variables in braces
 * @param query its query parameters
 * @param headers its parameters that are headers
 * @param body {@code json} or {@code multipart}, or empty where the document tells of none
 * @param writes whether it changes something
 * @param access who may use it
 * @param limits requests in a period
 * @param paging how it is paged, if it is a list in pages
 * @param stability {@code stable}, {@code beta}, {@code experimental}, or empty where the document does not say
 * @param isLongRunning whether it answers with an operation that is to be asked after
 * @param isDeprecated whether it should no longer be used
 * @param instead what the document recommends in its place, as method and path
 */
public record ApiOperation(
        String id,
        List<String> features,
        String method,
        String host,
        String path,
        List<Parameter> query,
        List<Parameter> headers,
        String body,
        boolean writes,
        Access access,
        Limits limits,
        Optional<Paging> paging,
        String stability,
        boolean isLongRunning,
        boolean isDeprecated,
        List<String> instead) {

    /** The host of whatever names no other. */
    public static final String MAIN_HOST = "apis.roblox.com";

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    public ApiOperation {
        features = List.copyOf(features);
        query = List.copyOf(query);
        headers = List.copyOf(headers);
        instead = List.copyOf(instead);
    }

    /**
     * A query parameter or header.
     *
     * @param name as the document writes it
     * @param isRequired whether a request without it is refused
     */
    public record Parameter(String name, boolean isRequired, Form form) {

        /** How several values go along. */
        public enum Form {
            /** There is only one. */
            SINGLE,
            /** In one value, with commas between them. */
            JOINED,
            /** The parameter once for each. */
            REPEATED
        }

        /** What a job calls it. */
        public String key() {
            return ParameterName.of(name);
        }
    }

    /**
     * Who may use it.
     *
     * @param takes credentials that it accepts, of {@code key}, {@code token}, {@code cookie}; empty: it needs none
     * @param isOpen whether it does with none although it takes some
     * @param scopes that a key or token needs
     */
    public record Access(List<String> takes, boolean isOpen, List<String> scopes) {
        public Access {
            takes = List.copyOf(takes);
            scopes = List.copyOf(scopes);
        }

        /** Whether nothing but the cookie of an account opens it. */
        public boolean isCookieOnly() {
            return takes.equals(List.of("cookie"));
        }
    }

    /**
     * Limits that come on top of a universe's, as the document writes them: {@code 100/minute}; empty where it sets none.
     *
     * @param owner of all keys of a user or group together
     * @param token of the tokens of one authorization
     */
    public record Limits(String owner, String token) {}

    /**
     * How a list is paged.
     *
     * @param resource what a job calls the list
     * @param rows the property with the rows; empty where the answer is the array itself
     * @param from the parameter that says where to go on
     * @param next the property that says so; empty where pages are counted
     * @param size the parameter for the size of a page; empty where it has none
     * @param usual size of a page when none is asked for; 0 where the document does not say
     * @param most size of a page; 0 where the document does not say
     * @param first the number of the first page or row, where these are counted
     * @param inBody whether {@code from} and {@code size} are properties of the body, not of the query
     */
    public record Paging(
            String resource,
            String rows,
            String from,
            String next,
            String size,
            int usual,
            int most,
            int first,
            boolean inBody) {}

    /** The part of Open Cloud that it belongs to first. */
    public String feature() {
        return features.getFirst();
    }

    /** Names of the variables of its path, in their order. */
    public List<String> variables() {
        return VARIABLE.matcher(path)
                .results()
                .map((MatchResult variable) -> variable.group(1))
                .toList();
    }

    /** Method and address, as people write it. */
    public String request() {
        return method + " " + (host.equals(MAIN_HOST) ? "" : host) + path;
    }
}
