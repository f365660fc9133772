package dev.gantry.opencloud.catalog;

import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The least that must be allowed for some operations.
 *
 * @param scopes that an API key needs, as its page in Roblox's dashboard shows them: by API system the operations, both in the
 *     order of their names
 * @param takesKey whether an API key opens any of the operations, with a scope or without
 * @param withoutKey operations that no API key opens and that need a credential
 */
public record NeededAccess(
        SequencedMap<String, SequencedSet<String>> scopes, boolean takesKey, List<ApiOperation> withoutKey) {

    private static final String KEY = "key";

    public NeededAccess {
        withoutKey = List.copyOf(withoutKey);
    }

    /** What operations need. A key goes along wherever it is taken, so its scopes count also where nothing must. */
    public static NeededAccess of(Collection<ApiOperation> operations) {
        SequencedMap<String, SequencedSet<String>> scopes = new TreeMap<>();
        List<ApiOperation> byKey = operations.stream()
                .filter(operation -> operation.access().takes().contains(KEY))
                .toList();
        byKey.forEach(operation -> operation
                .access()
                .scopes()
                .forEach(scope -> scopes.computeIfAbsent(system(scope), system -> new TreeSet<>())
                        .add(scope.substring(scope.lastIndexOf(':') + 1))));
        return new NeededAccess(
                scopes,
                !byKey.isEmpty(),
                operations.stream()
                        .filter(operation -> !operation.access().takes().contains(KEY))
                        .filter(operation -> !operation.access().takes().isEmpty()
                                && !operation.access().isOpen())
                        .toList());
    }

    private static String system(String scope) {
        return scope.contains(":") ? scope.substring(0, scope.lastIndexOf(':')) : scope;
    }
}
