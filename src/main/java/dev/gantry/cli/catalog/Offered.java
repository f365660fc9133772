package dev.gantry.cli.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.opencloud.catalog.JobParameter;
import dev.gantry.opencloud.catalog.Resource;
import tools.jackson.databind.JsonNode;

/** What jobs of this version can do with the catalogue: the sources and sinks that there are, and what they take. */
public final class Offered {
    private static final String CALL = "call";

    private final Map<String, JsonNode> sources = new HashMap<>();
    private final Set<String> sinks;

    /** @param kinds of which a job may be made */
    public Offered(Kinds<?, ?, ?> kinds) {
        kinds.sources().forEach(kind -> sources.put(kind.key(), kind.schema()));
        this.sinks = kinds.sinks().stream().map(Kind::key).collect(Collectors.toSet());
    }

    /**
     * What a job may say for a list.
     *
     * @param usual what counts where it says nothing; empty where nothing does
     * @param otherName what Open Cloud calls it, where that is not the same
     */
    record Parameter(String key, boolean isNeeded, String usual, Optional<String> otherName, String description) {}

    /** Whether a job can read the list by its name. */
    boolean reads(Resource list) {
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
    List<Parameter> parameters(Resource list) {
        Map<String, Optional<String>> names = list.parameters().stream()
                .collect(Collectors.toMap(JobParameter::key, JobParameter::otherName, (one, other) -> one));
        JsonNode schema = sources.get(list.name());
        if (schema == null) {
            return list.parameters().stream().map(Offered::ofCatalogue).toList();
        }
        Set<String> needed =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        List<Parameter> parameters = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(field -> parameters.add(new Parameter(
                        field.getKey(),
                        needed.contains(field.getKey()),
                        field.getValue().path("default").asString(""),
                        names.getOrDefault(field.getKey(), Optional.empty()),
                        field.getValue().path("description").asString(""))));
        return parameters;
    }

    static Parameter ofCatalogue(JobParameter parameter) {
        String form = switch (parameter.form()) {
            case SINGLE -> "";
            case JOINED, REPEATED -> "One or a list";
        };
        return new Parameter(parameter.key(), parameter.isNeeded(), "", parameter.otherName(), form);
    }
}
