package dev.gantry.cli.catalog;

import java.util.Locale;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.JobParameter;
import dev.gantry.opencloud.catalog.Notes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An operation as one JSON line. What it has none of is left out. */
final class OperationJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private OperationJson() {}

    static ObjectNode of(ApiOperation operation) {
        ObjectNode line = JSON.createObjectNode().put("id", operation.id());
        operation.paging().ifPresent(page -> line.put("list", page.resource()));
        line.set("features", JSON.valueToTree(operation.features()));
        line.put("method", operation.method()).put("host", operation.host()).put("path", operation.path());
        parameters(line, operation);
        text(line, "body", operation.body());
        line.set("credentials", JSON.valueToTree(operation.access().takes()));
        line.put("needsCredential", !Facts.isForAnyone(operation));
        line.set("scopes", JSON.valueToTree(operation.access().scopes()));
        text(line, "ownerLimit", operation.limits().owner());
        text(line, "tokenLimit", operation.limits().token());
        operation.paging().ifPresent(page -> page(line.putObject("page"), page));
        line.put("writes", operation.writes()).put("longRunning", operation.isLongRunning());
        text(line, "stability", operation.stability());
        line.put("deprecated", operation.isDeprecated());
        var instead = line.putArray("instead");
        operation
                .instead()
                .forEach(request -> instead.add(
                        Catalog.ofProgram().find(request).map(Notes::name).orElse(request)));
        line.set("notes", JSON.valueToTree(Notes.of(operation)));
        return line;
    }

    private static void parameters(ObjectNode line, ApiOperation operation) {
        var parameters = line.putArray("parameters");
        for (JobParameter each : JobParameter.of(operation)) {
            parameters
                    .addObject()
                    .put("key", each.key())
                    .put("name", each.name())
                    .put("in", each.place().name().toLowerCase(Locale.ROOT))
                    .put("needed", each.isNeeded())
                    .put("several", each.form() != ApiOperation.Parameter.Form.SINGLE);
        }
    }

    private static void page(ObjectNode line, ApiOperation.Paging page) {
        text(line, "rows", page.rows());
        text(line, "from", page.from());
        text(line, "next", page.next());
        text(line, "size", page.size());
        if (page.usual() > 0) {
            line.put("usual", page.usual());
        }
        if (page.most() > 0) {
            line.put("most", page.most());
        }
        line.put("in", page.inBody() ? "body" : "query");
    }

    private static void text(ObjectNode line, String name, String value) {
        if (!value.isEmpty()) {
            line.put(name, value);
        }
    }
}
