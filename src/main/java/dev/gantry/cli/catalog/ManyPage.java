package dev.gantry.cli.catalog;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.gantry.cli.text.Wrapped;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.CatalogList;

/** Lists and operations one below the other, the lists first: a feature's, or what a search found. */
record ManyPage(Offered offered, PrintWriter out) {
    private static final String LIST = "  %-32s  ";

    void lists(List<CatalogList> lists) {
        if (lists.isEmpty()) {
            return;
        }
        out.println();
        out.println("Lists, with source: {NAME: {...}}");
        for (CatalogList list : lists) {
            List<Offered.Parameter> parameters = offered.parameters(list);
            String needed = keys(parameters, Offered.Parameter::isNeeded);
            String taken = keys(parameters, Predicate.not(Offered.Parameter::isNeeded));
            String head = String.format(LIST, list.name());
            Wrapped.print(out, head, Facts.inShort(list.first()));
            Wrapped.print(
                    out,
                    " ".repeat(head.length()),
                    (needed.isEmpty() ? "" : "needs " + needed)
                            + (needed.isEmpty() || taken.isEmpty() ? "" : "; ")
                            + (taken.isEmpty() ? "" : "takes " + taken));
        }
    }

    void operations(List<ApiOperation> operations) {
        group("Other operations that an API key opens", operations, Facts::isByKey, Facts::inShort);
        group("Other operations for anyone", operations, ManyPage::isForAnyone, Facts::butCredentials);
        group("Other operations by cookie only", operations, ManyPage::isByCookie, Facts::butCredentials);
    }

    private void group(
            String title,
            List<ApiOperation> operations,
            Predicate<ApiOperation> belongs,
            Function<ApiOperation, String> facts) {
        List<ApiOperation> those = operations.stream().filter(belongs).toList();
        if (those.isEmpty()) {
            return;
        }
        out.println();
        out.println(title + ", with call: {operation: ID}");
        for (ApiOperation operation : those) {
            out.println("  " + operation.id());
            out.println("      " + operation.request());
            if (!facts.apply(operation).isEmpty()) {
                Wrapped.print(out, "      ", facts.apply(operation));
            }
        }
    }

    private static boolean isForAnyone(ApiOperation operation) {
        return !Facts.isByKey(operation) && Facts.isForAnyone(operation);
    }

    private static boolean isByCookie(ApiOperation operation) {
        return !Facts.isByKey(operation) && !Facts.isForAnyone(operation);
    }

    /** Without what every list takes: {@code on-denied}, {@code on-missing}. */
    private static String keys(List<Offered.Parameter> parameters, Predicate<Offered.Parameter> which) {
        return parameters.stream()
                .filter(which)
                .map(Offered.Parameter::key)
                .filter(key -> !key.startsWith("on-"))
                .collect(Collectors.joining(", "));
    }
}
