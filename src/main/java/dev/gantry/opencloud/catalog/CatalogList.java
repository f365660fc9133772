package dev.gantry.opencloud.catalog;

import java.util.List;

/**
 * A list that jobs read by its name.
 *
 * @param operations that give it, those with fewer variables first; which of them is asked depends on what the job says
 */
public record CatalogList(String name, List<ApiOperation> operations) {

    public CatalogList {
        operations = List.copyOf(operations);
    }

    /** All lists of a catalogue, in the order of their names. */
    public static List<CatalogList> of(Catalog catalog) {
        return catalog.resources().entrySet().stream()
                .map(each -> new CatalogList(each.getKey(), each.getValue()))
                .toList();
    }

    /** What a job may say for it, what it must say first. */
    public List<JobParameter> parameters() {
        return JobParameter.of(operations);
    }

    /** The operation that stands for all where only one can be shown: they differ in their paths alone. */
    public ApiOperation first() {
        return operations.getFirst();
    }

    public boolean isOf(String feature) {
        return operations.stream().anyMatch(each -> each.features().contains(feature));
    }
}
