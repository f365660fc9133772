package dev.gantry.opencloud.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job may say for a parameter of Open Cloud.
 *
 * @param key what a job calls it
 * @param name what Open Cloud calls it
 * @param isNeeded whether nothing can be asked without it; of a body the catalogue does not know
 * @param form how several values go along
 */
public record JobParameter(String key, String name, Place place, boolean isNeeded, ApiOperation.Parameter.Form form) {

    /** What a JSON body as a whole is called; the catalogue does not hold what it is made of. */
    public static final String BODY = "body";

    /** Where it goes. */
    public enum Place {
        PATH,
        QUERY,
        HEADER,
        BODY
    }

    /** Those of one operation, those that it needs first; what turns its pages is none of them. */
    public static List<JobParameter> of(ApiOperation operation) {
        Map<String, JobParameter> byKey = new LinkedHashMap<>();
        operation
                .variables()
                .forEach(
                        name -> add(byKey, new JobParameter(ParameterName.of(name), name, Place.PATH, true, single())));
        operation.query().forEach(each -> add(byKey, of(each, Place.QUERY)));
        operation.headers().forEach(each -> add(byKey, of(each, Place.HEADER)));
        if (!operation.body().isEmpty()) {
            add(byKey, new JobParameter(BODY, BODY, Place.BODY, false, single()));
        }
        operation
                .paging()
                .ifPresent(page -> List.of(page.from(), page.size()).stream()
                        .map(ParameterName::of)
                        .forEach(byKey::remove));
        return neededFirst(byKey.values().stream().toList());
    }

    /** Those of a list that several operations give: needed is what each of them needs. */
    static List<JobParameter> of(List<ApiOperation> operations) {
        Map<String, JobParameter> byKey = new LinkedHashMap<>();
        operations.forEach(operation -> of(operation).forEach(each -> byKey.putIfAbsent(each.key(), each)));
        return neededFirst(byKey.values().stream()
                .map(each -> new JobParameter(
                        each.key(), each.name(), each.place(), isNeededByAll(each.key(), operations), each.form()))
                .toList());
    }

    private static boolean isNeededByAll(String key, List<ApiOperation> operations) {
        return operations.stream()
                .allMatch(operation ->
                        of(operation).stream().anyMatch(each -> each.key().equals(key) && each.isNeeded()));
    }

    private static List<JobParameter> neededFirst(List<JobParameter> parameters) {
        List<JobParameter> sorted = new ArrayList<>(
                parameters.stream().filter(JobParameter::isNeeded).toList());
        parameters.stream().filter(each -> !each.isNeeded()).forEach(sorted::add);
        return sorted;
    }

    private static JobParameter of(ApiOperation.Parameter parameter, Place place) {
        return new JobParameter(parameter.key(), parameter.name(), place, parameter.isRequired(), parameter.form());
    }

    private static void add(Map<String, JobParameter> byKey, JobParameter parameter) {
        byKey.putIfAbsent(parameter.key(), parameter);
    }

    private static ApiOperation.Parameter.Form single() {
        return ApiOperation.Parameter.Form.SINGLE;
    }

    /** The name, where it cannot be told from the key. */
    public Optional<String> otherName() {
        return name.equals(key) ? Optional.empty() : Optional.of(name);
    }
}
