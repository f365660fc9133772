package dev.gantry.opencloud.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All that the catalogue holds of an operation but its id, as names and texts: what can change from one document to the next. */
final class OperationFacts {
    private static final String NOTHING = "none";

    private OperationFacts() {}

    /** What differs, each as {@code owner 300/minute -> 150/minute}. */
    static List<String> differences(ApiOperation older, ApiOperation newer) {
        Map<String, String> before = of(older);
        Map<String, String> after = of(newer);
        List<String> names = new ArrayList<>(before.keySet());
        new TreeSet<>(after.keySet())
                .stream().filter(name -> !before.containsKey(name)).forEach(names::add);
        return names.stream()
                .filter(name -> !before.getOrDefault(name, NOTHING).equals(after.getOrDefault(name, NOTHING)))
                .map(name ->
                        name + " " + before.getOrDefault(name, NOTHING) + " -> " + after.getOrDefault(name, NOTHING))
                .toList();
    }

    private static Map<String, String> of(ApiOperation operation) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "request", operation.request());
        put(facts, "features", String.join(", ", operation.features()));
        put(facts, "credentials", String.join(", ", operation.access().takes()));
        put(facts, "open to anyone", yes(operation.access().isOpen()));
        put(facts, "scopes", String.join(", ", operation.access().scopes()));
        put(facts, "owner", operation.limits().owner());
        put(facts, "token", operation.limits().token());
        operation.query().forEach(each -> put(facts, "parameter " + each.name(), text(each)));
        operation.headers().forEach(each -> put(facts, "header " + each.name(), text(each)));
        put(facts, "body", operation.body());
        put(facts, "writes", yes(operation.writes()));
        operation.paging().ifPresent(page -> put(facts, page));
        put(facts, "stability", operation.stability());
        put(facts, "long-running", yes(operation.isLongRunning()));
        put(facts, "deprecated", yes(operation.isDeprecated()));
        put(facts, "instead", String.join(", ", operation.instead()));
        return facts;
    }

    private static void put(Map<String, String> facts, ApiOperation.Paging page) {
        put(facts, "resource", page.resource());
        put(facts, "rows", page.rows().isEmpty() ? "the array itself" : page.rows());
        put(facts, "page from", page.from() + (page.inBody() ? " of the body" : ""));
        put(facts, "page next", page.next());
        put(facts, "page size", page.size());
        put(facts, "usual page", number(page.usual()));
        put(facts, "largest page", number(page.most()));
        put(facts, "first page", number(page.first()));
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }

    private static String text(ApiOperation.Parameter parameter) {
        return (parameter.isRequired() ? "needed" : "optional")
                + switch (parameter.form()) {
                    case SINGLE -> "";
                    case JOINED -> ", several joined by commas";
                    case REPEATED -> ", repeated for several";
                };
    }

    private static String yes(boolean fact) {
        return fact ? "yes" : "";
    }

    private static String number(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }
}
