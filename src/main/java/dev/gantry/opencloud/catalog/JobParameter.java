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
        List<String> paging = operation
                .paging()
                .map(page -> List.of(page.from(), page.size()))
                .orElse(List.of());
        operation.query().stream()
                .filter(each -> !paging.contains(each.name()))
                .forEach(each -> add(byKey, of(each, Place.QUERY)));
        operation.headers().forEach(each -> add(byKey, of(each, Place.HEADER)));
        if (!operation.body().isEmpty()) {
            add(byKey, new JobParameter(BODY, BODY, Place.BODY, false, single()));
        }
        return neededFirst(byKey.values().stream().toList());
    }

    /** Those of a list that several operations give: needed is what the first of them needs. */
    static List<JobParameter> of(List<ApiOperation> operations) {
        Map<String, JobParameter> byKey = new LinkedHashMap<>();
        of(operations.getFirst()).forEach(each -> add(byKey, each));
        operations.stream().skip(1).flatMap(other -> of(other).stream()).forEach(each -> add(byKey, each.asOptional()));
        return neededFirst(byKey.values().stream().toList());
    }

    private JobParameter asOptional() {
        return new JobParameter(key, name, place, false, form);
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
