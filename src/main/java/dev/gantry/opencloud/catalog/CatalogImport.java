package dev.gantry.opencloud.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A catalogue made from a document, of which nothing is written yet.
 *
 * @param files by name
 * @param catalog what the files hold
 * @param namedByPath lists that nobody chose a name for
 * @param unusedNames operations that a name was chosen for and that are no list of the document
 */
public record CatalogImport(
        Map<String, String> files, Catalog catalog, List<ApiOperation> namedByPath, List<String> unusedNames) {

    public CatalogImport {
        files = Map.copyOf(files);
        namedByPath = List.copyOf(namedByPath);
        unusedNames = List.copyOf(unusedNames);
    }

    /**
     * Makes one.
     *
     * @param names the names of lists, as {@code names.txt} holds them; without any, the program's
     * @throws IllegalArgumentException if the document cannot become a catalogue; the message ends "FILE ..."
     */
    public static CatalogImport of(JsonNode document, Optional<String> names) {
        DocumentCheck.check(document);
        ResourceNames chosen = names.map(ResourceNames::parse).orElseGet(ResourceNames::ofProgram);
        Map<String, String> files = new OpenApiDocument(document, chosen).files();
        Catalog catalog;
        try {
            catalog = Catalog.of(files);
        } catch (JacksonException unquotable) {
            throw new IllegalArgumentException("holds a name that the catalogue cannot keep", unquotable);
        }
        List<ApiOperation> lists = catalog.operations().stream()
                .filter(operation -> operation.paging().isPresent())
                .toList();
        return new CatalogImport(
                files,
                catalog,
                lists.stream().filter(list -> !chosen.isChosen(list.id())).toList(),
                chosen.operations().stream()
                        .filter(id -> lists.stream().noneMatch(list -> list.id().equals(id)))
                        .toList());
    }
}
