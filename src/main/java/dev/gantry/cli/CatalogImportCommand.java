package dev.gantry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.CatalogChanges;
import dev.gantry.opencloud.catalog.OpenApiDocument;
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
        description = "Makes the catalogue's files anew from Roblox's OpenAPI document and prints what changed.")
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
            description = "Where the files go, an existing directory; $${DEFAULT-VALUE} unless told otherwise.")
    private Path to = Path.of("src/main/resources/catalog");

    @Override
    public Integer call() throws IOException {
        Map<String, String> files = new OpenApiDocument(document()).files();
        if (files.size() <= 1) {
            throw new UserMistake(file + " holds no operation: it needs the paths of an OpenAPI 3 document.");
        }
        if (!Files.isDirectory(to)) {
            throw new UserMistake("There is no directory " + to + " to write the catalogue to. Run this where Gantry's"
                    + " sources are, or name one with --to.");
        }
        for (Map.Entry<String, String> each : files.entrySet()) {
            Files.writeString(to.resolve(each.getKey()), each.getValue());
        }
        Catalog newer = Catalog.of(files);
        tell(
                CatalogChanges.between(Catalog.ofProgram(), newer),
                newer.operations().size());
        return ExitCode.DONE;
    }

    private JsonNode document() throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new UserMistake("There is no file " + file + ".", missing);
        } catch (JacksonException malformed) {
            throw new UserMistake(file + " is not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private void tell(CatalogChanges changes, int count) {
        PrintWriter out = spec.commandLine().getOut();
        each(out, "added", changes.added());
        each(out, "removed", changes.removed());
        each(out, "changed", changes.changed());
        out.println(Amounts.count(count, "operation") + " in " + to + (changes.isEmpty() ? ", none changed" : "")
                + ". What this program uses changes when it is built anew.");
        out.flush();
    }

    private static void each(PrintWriter out, String what, List<String> ids) {
        ids.forEach(id -> out.printf("%-8s %s%n", what, id));
    }
}
