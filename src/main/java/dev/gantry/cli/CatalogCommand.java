package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gantry.cli.catalog.CatalogPages;
import dev.gantry.cli.catalog.Offered;
import dev.gantry.cli.catalog.Search;
import dev.gantry.cli.catalog.Wanted;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.run.Components;
import dev.gantry.source.Sources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry catalog [NAME]}. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what Open Cloud offers: lists that a job can read, and other operations.",
            "With their parameters as jobs write them, credentials, scopes and limits; without NAME, an overview. Asks"
                    + " nobody anything: the catalogue comes with the program."
        },
        subcommands = CatalogImportCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gantry catalog --feature groups          what a feature offers",
            "  gantry catalog group-memberships         all about a list",
            "  gantry catalog Cloud_GetUser             all about an operation",
            "  gantry catalog GET /v1/users/{userId}    the same, by its request",
            "  gantry catalog game pass                 whatever holds both words"
        })
final class CatalogCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "A list's name, an operation's id or request; else words that name, id or path hold.")
    private List<String> name = new ArrayList<>();

    @Option(
            names = "--feature",
            paramLabel = "FEATURE",
            description = "Only this feature, say groups or data-and-memory-stores.")
    private @Nullable String feature;

    @Option(names = "--json", description = "Print the same facts as one JSON line an operation.")
    private boolean json;

    @Override
    public Integer call() {
        Catalog catalog = Catalog.ofProgram();
        PrintWriter out = spec.commandLine().getOut();
        Wanted wanted = new Search(catalog).find(Optional.ofNullable(feature), String.join(" ", name));
        CatalogPages pages = new CatalogPages(catalog, new Offered(Sources.kinds(), Components.KINDS.sinks()), out);
        if (json) {
            pages.printJson(wanted);
        } else {
            pages.print(wanted);
        }
        out.flush();
        return ExitCode.DONE;
    }
}
