package dev.gantry.cli.catalog;

import java.io.PrintWriter;
import java.util.List;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.CatalogList;

/** How much there is, feature by feature, and how to go on. */
record Overview(Catalog catalog, PrintWriter out) {

    void print() {
        List<CatalogList> lists = CatalogList.of(catalog);
        out.println("Open Cloud has " + catalog.operations().size() + " operations; " + lists.size()
                + " lists among them are sources of jobs. Some belong to several features.");
        out.println();
        out.printf(
                "  %-26s %6s %11s %7s %11s %12s%n",
                "FEATURE", "LISTS", "OPERATIONS", "BY KEY", "FOR ANYONE", "COOKIE ONLY");
        for (String feature : catalog.features()) {
            List<ApiOperation> operations = catalog.operations().stream()
                    .filter(operation -> operation.features().contains(feature))
                    .toList();
            long byKey = operations.stream().filter(Facts::isByKey).count();
            long forAll = operations.stream()
                    .filter(each -> !Facts.isByKey(each) && Facts.isForAnyone(each))
                    .count();
            long named = lists.stream().filter(list -> list.isOf(feature)).count();
            out.printf(
                    "  %-26s %6d %11d %7d %11d %12d%n",
                    feature, named, operations.size(), byKey, forAll, operations.size() - byKey - forAll);
        }
        out.println();
        out.println("  gantry catalog --feature groups        what a feature offers");
        out.println(
                "  gantry catalog group-memberships       all about a list: parameters, credentials, scopes, limits");
        out.println("  gantry catalog GET /cloud/v2/users     whatever has that in its name, id or request");
    }
}
