package dev.gantry.cli.catalog;

import java.io.PrintWriter;
import java.util.List;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.CatalogList;

/** Prints what somebody wanted of the catalogue, as a person reads it or as JSON lines. */
public record CatalogPages(Catalog catalog, Offered offered, PrintWriter out) {

    public void print(Wanted wanted) {
        switch (wanted) {
            case Wanted.All all -> new Overview(catalog, out).print();
            case Wanted.OneList one -> new OnePage(offered, out).print(one.list());
            case Wanted.OneOperation one -> new OnePage(offered, out).print(one.operation());
            case Wanted.Several several -> print(several);
        }
    }

    /** One line an operation. */
    public void printJson(Wanted wanted) {
        wanted.operations().forEach(operation -> out.println(OperationJson.of(operation)));
    }

    private void print(Wanted.Several several) {
        List<ApiOperation> operations = several.operations();
        List<CatalogList> lists = CatalogList.of(catalog).stream()
                .filter(list -> list.operations().stream().anyMatch(operations::contains))
                .toList();
        List<ApiOperation> others =
                operations.stream().filter(each -> each.paging().isEmpty()).toList();
        out.println(several.name() + ": " + counted(lists.size(), "list") + " and "
                + counted(others.size(), "other operation")
                + (several.isSearch() ? " have that in name, id or path" : ""));
        ManyPage page = new ManyPage(offered, out);
        page.lists(lists);
        page.operations(others);
        out.println();
        out.println("gantry catalog NAME, or its ID, tells all about one.");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
