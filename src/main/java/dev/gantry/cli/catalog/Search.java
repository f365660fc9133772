package dev.gantry.cli.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.job.Nearest;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.CatalogList;
import dev.gantry.opencloud.catalog.Notes;

/** Finds in a catalogue what somebody names: exactly, else by a part, else what they may have meant. */
public record Search(Catalog catalog) {

    /** @param name may be empty */
    public Wanted find(Optional<String> feature, String name) {
        if (feature.isEmpty()) {
            return name.isEmpty() ? new Wanted.All(catalog) : named(name);
        }
        List<ApiOperation> operations = ofFeature(feature.get());
        return name.isEmpty() ? new Wanted.Several(feature.get(), false, operations) : search(operations, name);
    }

    private Wanted named(String name) {
        Optional<CatalogList> list = list(name);
        if (list.isPresent()) {
            return new Wanted.OneList(list.get());
        }
        Optional<ApiOperation> exact = operation(name);
        if (exact.isPresent()) {
            return exact.get().paging().isEmpty()
                    ? new Wanted.OneOperation(exact.get())
                    : new Wanted.OneList(list(Notes.name(exact.get())).orElseThrow());
        }
        return catalog.features().contains(name)
                ? new Wanted.Several(name, false, ofFeature(name))
                : search(List.copyOf(catalog.operations()), name);
    }

    private List<ApiOperation> ofFeature(String feature) {
        if (!catalog.features().contains(feature)) {
            throw new UserMistake("There is no feature \"" + feature + "\""
                    + Nearest.hint(feature, catalog.features()).replaceAll("^$", "; gantry catalog lists them"));
        }
        return catalog.operations().stream()
                .filter(operation -> operation.features().contains(feature))
                .toList();
    }

    private Optional<CatalogList> list(String name) {
        return CatalogList.of(catalog).stream()
                .filter(list -> list.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private Wanted search(List<ApiOperation> among, String name) {
        List<String> words = Arrays.asList(name.toLowerCase(Locale.ROOT).split(" +", -1));
        List<ApiOperation> found = among.stream()
                .filter(operation -> words.stream().allMatch(text(operation)::contains))
                .toList();
        if (found.isEmpty()) {
            throw new UserMistake("Nothing in the catalogue is called \"" + name + "\" or has that in its id or path"
                    + Nearest.hint(name, names(among)).replaceAll("^$", "; gantry catalog lists its features"));
        }
        return new Wanted.Several(name, true, found);
    }

    private static List<String> names(List<ApiOperation> operations) {
        List<String> names = new ArrayList<>();
        operations.forEach(operation -> names.addAll(List.of(Notes.name(operation), operation.id())));
        return names;
    }

    private static String text(ApiOperation operation) {
        return (Notes.name(operation) + " " + operation.id() + " " + operation.request()).toLowerCase(Locale.ROOT);
    }

    /** By id or request; by a request without its host, or a path alone, if only one operation has it. */
    private Optional<ApiOperation> operation(String name) {
        int space = name.indexOf(' ');
        String method = space < 0 ? "" : name.substring(0, space).toUpperCase(Locale.ROOT);
        String path = name.substring(space + 1);
        Optional<ApiOperation> exact = catalog.find(space < 0 ? name : method + " " + path);
        if (exact.isPresent()) {
            return exact;
        }
        List<ApiOperation> same = catalog.operations().stream()
                .filter(operation -> operation.path().equals(path))
                .filter(operation -> space < 0 || operation.method().equals(method))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }
}
