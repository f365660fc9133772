package dev.gantry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gantry.cli.text.Amounts;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.CatalogChanges;
import dev.gantry.opencloud.catalog.CatalogFolder;
import dev.gantry.opencloud.catalog.CatalogImport;
import dev.gantry.opencloud.catalog.Notes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code gantry catalog import FILE}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the catalogue's files anew from Roblox's OpenAPI document and prints which fact of which operation"
                    + " changed.",
            "A new list is named by its path until names.txt beside the files gives it a better name. Nothing is"
                    + " written unless the whole document was understood."
        })
final class CatalogImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The document, openapi.json.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private Path file;

    @Option(
            names = "--to",
            paramLabel = "DIRECTORY",
            defaultValue = "src/main/resources/catalog",
            description = "Where the files go, an existing directory; ${DEFAULT-VALUE} unless told otherwise.")
    private Path to = Path.of("src/main/resources/catalog");

    @Override
    public Integer call() {
        JsonNode document = document();
        if (!Files.isDirectory(to)) {
            throw new UserMistake("There is no directory " + to + " to write the catalogue to. Run this where Gantry's"
                    + " sources are, or name one with --to.");
        }
        try {
            CatalogFolder folder = new CatalogFolder(to);
            CatalogImport made = CatalogImport.of(document, folder.names());
            Catalog older = older(folder);
            folder.replace(made.files());
            tell(made, CatalogChanges.between(older, made.catalog()));
            return ExitCode.DONE;
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(file + " " + refused.getMessage() + ". Nothing was written.", refused);
        } catch (IOException failed) {
            throw new UserMistake("The catalogue in " + to + " cannot be replaced: " + failed + ".", failed);
        }
    }

    /** What the files hold until now; where there are none, what the program holds. */
    private Catalog older(CatalogFolder folder) throws IOException {
        try {
            return folder.catalog().orElseGet(Catalog::ofProgram);
        } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new UserMistake(
                    "The catalogue in " + to + " cannot be read: " + damaged.getMessage()
                            + ". Move its features.txt away to have it made anew. Nothing was written.",
                    damaged);
        }
    }

    private JsonNode document() {
        try {
            JsonNode document = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (document.isMissingNode()) {
                throw new UserMistake(file + " is empty. It should be Roblox's OpenAPI document as JSON.");
            }
            return document;
        } catch (NoSuchFileException missing) {
            throw new UserMistake("There is no file " + file + ".", missing);
        } catch (IOException unreadable) {
            throw new UserMistake(file + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        } catch (JacksonException malformed) {
            var place = malformed.getLocation();
            throw new UserMistake(
                    file + " is not JSON: "
                            + malformed.getOriginalMessage().lines().findFirst().orElse("")
                            + (place == null ? "" : " in line " + place.getLineNr() + ", column " + place.getColumnNr())
                            + ".",
                    malformed);
        }
    }

    private void tell(CatalogImport made, CatalogChanges changes) {
        PrintWriter out = spec.commandLine().getOut();
        changes.added().forEach(id -> line(out, "added", id));
        changes.removed().forEach(id -> line(out, "removed", id));
        changes.changed().forEach(each -> each.facts().forEach(fact -> line(out, "changed", each.id() + ": " + fact)));
        made.namedByPath().forEach(list -> line(out, "named", named(list, made.catalog())));
        made.unusedNames().forEach(id -> line(out, "unused", "names.txt names " + id + ", which is no list of it"));
        out.println(Amounts.count(made.catalog().operations().size(), "operation") + " in " + to
                + (changes.isEmpty() ? ", none changed" : "")
                + ". What this program uses changes when it is built anew.");
        out.flush();
    }

    private static String named(ApiOperation list, Catalog catalog) {
        List<ApiOperation> namesakes = catalog.resources().getOrDefault(Notes.name(list), List.of());
        String clash = namesakes.size() > 1 ? ", a name that another list has too" : "";
        return Notes.name(list) + ", by its path, lists " + list.id() + clash + "; names.txt can name it better";
    }

    private static void line(PrintWriter out, String what, String text) {
        out.printf("%-8s %s%n", what, text);
    }
}
