package dev.gantry.cli.catalog;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

import dev.gantry.cli.text.Wrapped;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.CatalogList;
import dev.gantry.opencloud.catalog.JobParameter;
import dev.gantry.opencloud.catalog.Notes;

/** All about one list or one operation, and what to write into a job to use it. */
record OnePage(Offered offered, PrintWriter out) {

    void print(CatalogList list) {
        ApiOperation first = list.first();
        out.println(list.name() + ", a list (" + String.join(", ", first.features()) + ")");
        Table table = new Table(out);
        List<Offered.Parameter> parameters = offered.parameters(list);
        table.parameters(parameters);
        access(first, table);
        first.paging().ifPresent(page -> table.line("pages", pages(page)));
        list.operations().forEach(operation -> {
            table.line("operation", operation.id());
            table.line("", operation.request());
        });
        notes(list.operations(), table);
        snippet("source", list.name(), filled(parameters), parameters, offered.reads(list));
    }

    void print(ApiOperation operation) {
        out.println(operation.id() + ", an operation (" + String.join(", ", operation.features()) + ")");
        Table table = new Table(out);
        table.line("request", operation.request());
        List<Offered.Parameter> parameters =
                JobParameter.of(operation).stream().map(Offered::ofCatalogue).toList();
        table.parameters(parameters);
        access(operation, table);
        table.line("body", operation.body());
        table.line("writes", operation.writes() ? "yes" : "");
        table.line("long-running", operation.isLongRunning() ? "yes, it answers with an operation to ask after" : "");
        notes(List.of(operation), table);
        String filled = filled(parameters);
        String call = "{operation: " + operation.id() + (filled.equals("{}") ? "" : ", with: " + filled)
                + (operation.body().isEmpty() ? "" : ", body: {}") + "}";
        boolean writes = operation.writes();
        snippet(writes ? "sink" : "source", "call", call, parameters, writes ? offered.writes() : offered.calls());
    }

    private static void access(ApiOperation operation, Table table) {
        ApiOperation.Access access = operation.access();
        String credentials = access.takes().stream()
                .map(name -> switch (name) {
                    case "key" -> "API key";
                    case "token" -> "OAuth 2.0 token";
                    default -> "cookie";
                })
                .collect(Collectors.joining(" or "));
        table.line("credentials", Facts.isForAnyone(operation) ? "none needed" : credentials);
        table.line("", access.isOpen() ? "taken if given: " + credentials : "");
        if (Facts.isByKey(operation)) {
            table.line("scopes", access.scopes().isEmpty() ? "none" : String.join(", ", access.scopes()));
            table.line("", operation.paging().isEmpty() ? "" : "gantry scopes JOB tells all that a job needs");
        }
        String owner = Facts.limit(operation.limits().owner(), " for all keys of one owner");
        String token = Facts.limit(operation.limits().token(), " for the tokens of one authorization");
        table.line("limits", owner + (owner.isEmpty() || token.isEmpty() ? "" : ", ") + token);
        table.line("stability", operation.stability());
    }

    private static String pages(ApiOperation.Paging page) {
        String most = page.most() == 0 ? "" : page.most() + " rows at most";
        String usual = page.usual() == 0 ? "" : page.usual() + " unless asked";
        String size = most + (most.isEmpty() || usual.isEmpty() ? "" : ", ") + usual;
        return (size.isEmpty() ? "" : size + "; ")
                + (page.rows().isEmpty() ? "the answer is the array" : "rows in " + page.rows())
                + ", " + page.from() + (page.next().isEmpty() ? " counts on" : " from " + page.next())
                + (page.size().isEmpty() ? "" : ", size by " + page.size())
                + (page.inBody() ? ", both in the body" : "");
    }

    private static void notes(List<ApiOperation> operations, Table table) {
        operations.stream()
                .flatMap(each -> Notes.of(each).stream())
                .distinct()
                .forEach(note -> table.line("note", note));
    }

    private void snippet(
            String part, String key, String options, List<Offered.Parameter> parameters, boolean isOffered) {
        out.println();
        if (!isOffered) {
            out.println("No " + part + " of this version uses it yet.");
            return;
        }
        String params = parameters.stream()
                .filter(Offered.Parameter::isNeeded)
                .map(each -> " --param " + each.key() + "=...")
                .collect(Collectors.joining());
        out.println(part + ":"
                + (params.isEmpty()
                        ? ""
                        : "    # gantry " + (part.equals("sink") ? "plan" : "preview") + " JOB" + params));
        Wrapped.print(out, "  " + key + ": ", options);
    }

    /** What must be said, each by a value of the same name that the job is given. */
    private static String filled(List<Offered.Parameter> parameters) {
        return parameters.stream()
                .filter(Offered.Parameter::isNeeded)
                .map(each -> each.key() + ": \"${" + each.key() + "}\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
