package dev.gantry.call;

import dev.gantry.job.Nearest;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;

/** An operation as a job names it: by its id, or by its request such as {@code GET /cloud/v2/users/{user_id}}. */
public final class NamedOperation {

    private NamedOperation() {}

    /** @throws IllegalArgumentException if the catalogue has no such operation */
    public static ApiOperation find(String name) {
        return Catalog.ofProgram()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("the catalogue has no such operation"
                        + Nearest.to(
                                        name,
                                        Catalog.ofProgram().operations().stream()
                                                .map(ApiOperation::id)
                                                .toList())
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("; gantry catalog shows them")));
    }
}
