package dev.gantry.source;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gantry.call.Arguments;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.ParameterName;

/** The parameters of a list as fields of a job: those of all operations that give it, which differ in what they need. */
final class ResourceParameters {

    private final List<ApiOperation> variants;
    private final Map<String, Function<Given, Optional<List<Template>>>> fields = new LinkedHashMap<>();

    private ResourceParameters(List<ApiOperation> variants) {
        this.variants = variants;
    }

    /** Declares them. */
    static ResourceParameters in(Fields fields, List<ApiOperation> variants) {
        ResourceParameters parameters = new ResourceParameters(variants);
        for (ApiOperation variant : variants) {
            keys(variant).forEach(key -> parameters.add(key, fields));
        }
        return parameters;
    }

    private void add(String key, Fields declared) {
        if (fields.containsKey(key)) {
            return;
        }
        if (variants.stream().allMatch(variant -> needed(variant).contains(key))) {
            var field = declared.required(key, Arguments.SHAPE, "The parameter " + key);
            fields.put(key, given -> Optional.of(given.get(field)));
        } else {
            var field = declared.optional(key, Arguments.SHAPE, "The parameter " + key);
            fields.put(key, given -> given.get(field));
        }
    }

    /** Those that a job gives. */
    Arguments of(Given given) {
        Map<String, List<Template>> values = new LinkedHashMap<>();
        fields.forEach((key, field) -> field.apply(given).ifPresent(templates -> values.put(key, templates)));
        return new Arguments(values);
    }

    /**
     * The operation with most variables that needs nothing that is not given and knows all that is.
     *
     * @throws IllegalArgumentException saying what is missing, or that some do not go together
     */
    ApiOperation fitting(Set<String> given) {
        return variants.stream()
                .filter(variant ->
                        given.containsAll(needed(variant)) && keys(variant).containsAll(given))
                .max(Comparator.comparingInt(variant -> variant.variables().size()))
                .orElseThrow(() -> new IllegalArgumentException(misfit(given)));
    }

    private String misfit(Set<String> given) {
        ApiOperation nearest = variants.stream()
                .filter(variant -> keys(variant).containsAll(given))
                .findFirst()
                .orElse(variants.getFirst());
        List<String> missing =
                needed(nearest).stream().filter(key -> !given.contains(key)).toList();
        return missing.isEmpty()
                ? "these parameters do not go together: " + String.join(", ", given)
                : "missing: " + String.join(", ", missing);
    }

    /** Path variables, query and headers, without those that page. */
    private static Set<String> keys(ApiOperation operation) {
        return Stream.concat(
                        operation.variables().stream().map(ParameterName::of),
                        parameters(operation).map(ApiOperation.Parameter::key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> needed(ApiOperation operation) {
        return Stream.concat(
                        operation.variables().stream().map(ParameterName::of),
                        parameters(operation)
                                .filter(ApiOperation.Parameter::isRequired)
                                .map(ApiOperation.Parameter::key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<ApiOperation.Parameter> parameters(ApiOperation operation) {
        Set<String> pages = new HashSet<>();
        operation.paging().ifPresent(paging -> pages.addAll(List.of(paging.from(), paging.size())));
        return Stream.concat(operation.query().stream(), operation.headers().stream())
                .filter(parameter -> !pages.contains(parameter.name()));
    }
}
