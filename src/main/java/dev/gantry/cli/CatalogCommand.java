package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code gantry catalog [NAME]}. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description =
                "Shows what Open Cloud offers: all operations, those whose id or path holds NAME, or all about one.",
        subcommands = CatalogImportCommand.class)
final class CatalogCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "An operation's id, or part of an id or path.")
    private @Nullable String name;

    @Option(
            names = "--feature",
            paramLabel = "FEATURE",
            description = "Only operations of this feature, say groups or data-and-memory-stores.")
    private @Nullable String feature;

    @Option(names = "--json", description = "Print one JSON line an operation.")
    private boolean json;

    @Override
    public Integer call() {
        Catalog catalog = Catalog.ofProgram();
        PrintWriter out = spec.commandLine().getOut();
        List<ApiOperation> found = found(catalog);
        if (json) {
            JsonMapper mapper = JsonMapper.shared();
            found.forEach(operation -> out.println(mapper.writeValueAsString(operation)));
        } else if (found.size() == 1) {
            details(found.getFirst(), out);
        } else {
            list(found, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private List<ApiOperation> found(Catalog catalog) {
        List<ApiOperation> inFeature = catalog.operations().stream()
                .filter(operation -> feature == null || operation.features().contains(feature))
                .toList();
        if (inFeature.isEmpty()) {
            List<String> features = catalog.operations().stream()
                    .map(ApiOperation::feature)
                    .distinct()
                    .toList();
            throw new UserMistake(
                    "There is no feature \"" + feature + "\". There are: " + String.join(", ", features) + ".");
        }
        if (name == null) {
            return inFeature;
        }
        var exact = catalog.find(name).filter(inFeature::contains);
        if (exact.isPresent()) {
            return List.of(exact.get());
        }
        String part = name.toLowerCase(Locale.ROOT);
        List<ApiOperation> found = inFeature.stream()
                .filter(operation -> operation.id().toLowerCase(Locale.ROOT).contains(part)
                        || operation.path().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        if (found.isEmpty()) {
            throw new UserMistake("No operation's id or path holds \"" + name + "\". gantry catalog lists them all.");
        }
        return found;
    }

    private static void list(List<ApiOperation> operations, PrintWriter out) {
        String last = "";
        for (ApiOperation operation : operations) {
            if (!operation.feature().equals(last)) {
                last = operation.feature();
                out.println(last);
            }
            out.println("  " + operation.id());
            out.println("      " + operation.request()
                    + (operation.access().takes().isEmpty()
                            ? ", for anyone"
                            : ", " + String.join(" or ", operation.access().takes()))
                    + operation.paging().map(page -> ", paged").orElse("")
                    + (operation.isDeprecated() ? ", deprecated" : ""));
        }
        out.println(Amounts.count(operations.size(), "operation") + ". gantry catalog ID tells all about one.");
    }

    private static void details(ApiOperation operation, PrintWriter out) {
        out.println(operation.id());
        line(out, "request", operation.request());
        line(out, "feature", operation.feature());
        line(out, "stability", operation.stability());
        line(
                out,
                "takes",
                operation.access().takes().isEmpty()
                        ? "no credential"
                        : String.join(", ", operation.access().takes()));
        line(out, "scopes", String.join(", ", operation.access().scopes()));
        line(out, "per owner", operation.limits().owner());
        line(out, "per token", operation.limits().token());
        line(out, "query", parameters(operation.query()));
        line(out, "headers", parameters(operation.headers()));
        line(out, "body", operation.body());
        operation.paging().ifPresent(page -> line(out, "pages", pages(page)));
        line(out, "writes", operation.writes() ? "yes" : "");
        line(out, "long-running", operation.isLongRunning() ? "yes: answers with an operation to ask after" : "");
        line(out, "deprecated", operation.isDeprecated() ? "yes" : "");
        line(out, "instead", String.join(", ", operation.instead()));
    }

    private static String pages(ApiOperation.Paging page) {
        return (page.rows().isEmpty() ? "an array" : page.rows()) + " by " + page.from()
                + (page.next().isEmpty() ? "" : " from " + page.next())
                + (page.size().isEmpty() ? "" : ", size by " + page.size())
                + (page.usual() == 0 ? "" : ", " + page.usual() + " unless asked")
                + (page.most() == 0 ? "" : ", " + page.most() + " at most");
    }

    private static String parameters(List<ApiOperation.Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.name() + (parameter.isRequired() ? " (needed)" : ""))
                .collect(Collectors.joining(", "));
    }

    private static void line(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.printf("  %-13s %s%n", name, value);
        }
    }
}
