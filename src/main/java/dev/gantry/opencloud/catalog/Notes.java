package dev.gantry.opencloud.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody who uses an operation should be told of it. */
public final class Notes {

    private Notes() {}

    /** Sentences about an operation of the program's catalogue; none where there is nothing to be told. */
    public static List<String> of(ApiOperation operation) {
        return of(operation, Catalog.ofProgram());
    }

    static List<String> of(ApiOperation operation, Catalog catalog) {
        String name = name(operation);
        List<String> notes = new ArrayList<>();
        if (operation.access().isCookieOnly() && !operation.access().isOpen()) {
            notes.add(name + " takes no API key and no token, only the cookie of an account (ROBLOSECURITY).");
        }
        String instead = operation.instead().stream()
                .map(request -> name(request, catalog))
                .distinct()
                .filter(other -> !other.equals(name))
                .collect(Collectors.joining(" or "));
        if (operation.isDeprecated()) {
            notes.add(name + " is deprecated"
                    + (instead.isEmpty() ? "; Roblox names nothing in its place." : ": use " + instead + "."));
        } else if (!instead.isEmpty()) {
            notes.add("Roblox recommends " + instead + " instead of " + name + ".");
        }
        return notes;
    }

    /** What a job calls an operation: a list by its name as a source, any other by its id. */
    public static String name(ApiOperation operation) {
        return operation.paging().map(ApiOperation.Paging::resource).orElse(operation.id());
    }

    /** What a job calls the operation of a request, or the request where the catalogue has no such operation. */
    private static String name(String request, Catalog catalog) {
        return catalog.find(request).map(Notes::name).orElse(request);
    }
}
