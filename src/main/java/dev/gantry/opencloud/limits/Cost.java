package dev.gantry.opencloud.limits;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.opencloud.catalog.ApiOperation;

/**
 * What decides which limits a request meets.
 *
 * @param universe that its path names
 * @param host address that it goes to
 * @param isByToken whether an access token proves who asks, and not a key
 * @param page items that it asks for at most, where each of them counts
 * @param sent bytes of its body
 */
public record Cost(ApiOperation operation, OptionalLong universe, String host, boolean isByToken, int page, long sent) {

    private static final Pattern PAGE = Pattern.compile("[?&](?:maxPageSize|count)=(\\d{1,9})(?:&|$)");

    /**
     * That of a request.
     *
     * @param universe that its path names
     * @param target path and query
     * @param sent bytes of its body
     */
    public static Cost of(
            ApiOperation operation, Optional<Long> universe, URI base, boolean isByToken, String target, long sent) {
        Matcher page = PAGE.matcher(target);
        int items = UniverseClass.of(operation).filter(UniverseClass::isInUnits).isPresent() && page.find()
                ? Integer.parseInt(page.group(1))
                : 1;
        OptionalLong id = universe.map(OptionalLong::of).orElse(OptionalLong.empty());
        return new Cost(operation, id, base.toString(), isByToken, Math.clamp(items, 1, 200), sent);
    }

    /** The class of a universe that it draws on. */
    Optional<UniverseClass> counted() {
        return universe.isEmpty() ? Optional.empty() : UniverseClass.of(operation);
    }

    /** The limit of the operation for the key's owner, or for the token's authorization. */
    Optional<Limit> limit() {
        ApiOperation.Limits limits = operation.limits();
        return Limit.parse(isByToken && !limits.token().isEmpty() ? limits.token() : limits.owner());
    }
}
