package dev.gantry.cli.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.job.Kind;
import dev.gantry.opencloud.catalog.CatalogList;
import dev.gantry.opencloud.catalog.JobParameter;
import tools.jackson.databind.JsonNode;

/** What jobs of this version can do with the catalogue: the sources and sinks that there are, and what they take. */
public final class Offered {
    private static final String CALL = "call";

    private final Map<String, Kind<?>> sources = new HashMap<>();
    private final Set<String> sinks;

    /**
     * What these can do.
     *
     * @param sources that a job may name
     * @param sinks that a job may name
     */
    public Offered(List<? extends Kind<?>> sources, List<? extends Kind<?>> sinks) {
        sources.forEach(kind -> this.sources.put(kind.key(), kind));
        this.sinks = sinks.stream().map(Kind::key).collect(Collectors.toSet());
    }

    /**
     * What a job may say for a list.
     *
     * @param usual what counts where it says nothing; empty where nothing does
     * @param otherName what Open Cloud calls it, where that is not the same
     */
    record Parameter(String key, boolean isNeeded, String usual, Optional<String> otherName, String description) {}

    /** Whether a job can read the list by its name. */
    boolean reads(CatalogList list) {
        return sources.containsKey(list.name());
    }

    /** Whether a job can read what an operation answers. */
    boolean calls() {
        return sources.containsKey(CALL);
    }

    /** Whether a job can have an operation change something for each row. */
    boolean writes() {
        return sinks.contains(CALL);
    }

    /** As the source of that name takes them; where there is none yet, as the catalogue knows them. */
    List<Parameter> parameters(CatalogList list) {
        Map<String, Optional<String>> names = list.parameters().stream()
                .collect(Collectors.toMap(JobParameter::key, JobParameter::otherName, (one, other) -> one));
        Kind<?> kind = sources.get(list.name());
        if (kind == null) {
            return list.parameters().stream().map(Offered::ofCatalogue).toList();
        }
        JsonNode schema = kind.schema();
        Set<String> needed = list.parameters().stream()
                .filter(JobParameter::isNeeded)
                .map(JobParameter::key)
                .collect(Collectors.toSet());
        schema.path("required").valueStream().map(JsonNode::asString).forEach(needed::add);
        List<Parameter> parameters = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(field -> parameters.add(new Parameter(
                        field.getKey(),
                        needed.contains(field.getKey()),
                        field.getValue().path("default").asString(""),
                        names.getOrDefault(field.getKey(), Optional.empty()),
                        description(field.getKey(), field.getValue()))));
        return parameters;
    }

    /** Of a list's own parameters nothing is known but the name. */
    private static String description(String key, JsonNode field) {
        String description = field.path("description").asString("");
        return description.equals("The parameter " + key) ? "" : description;
    }

    static Parameter ofCatalogue(JobParameter parameter) {
        String form = switch (parameter.form()) {
            case SINGLE -> "";
            case JOINED, REPEATED -> "One or a list";
        };
        return new Parameter(parameter.key(), parameter.isNeeded(), "", parameter.otherName(), form);
    }
}
