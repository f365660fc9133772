package dev.gantry.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One job as its file says it, values filled in: rows flow from the source through the transforms to the sink.
 *
 * @param <S> the options of a source, {@code <T>} of a transform, {@code <K>} of a sink, as the run room's {@link Kinds} read them
 * @param connection the name of a connection in {@code config/application.yml}
 */
public record Job<S, T, K>(
        String name,
        String description,
        Optional<Schedule> schedule,
        Optional<String> connection,
        Limits limits,
        Errors errors,
        S source,
        List<T> transforms,
        K sink) {
    static final int MAX_NAME = 100;

    public Job {
        transforms = List.copyOf(transforms);
    }

    /** The same job with rows that come from elsewhere, go through these transforms, and go elsewhere. */
    public Job<S, T, K> with(S otherSource, List<T> otherTransforms, K otherSink) {
        return new Job<>(
                name, description, schedule, connection, limits, errors, otherSource, otherTransforms, otherSink);
    }

    static <S, T, K> Shape<Job<S, T, K>> shape(Kinds<S, T, K> kinds) {
        return Shape.object(fields -> {
            var name = fields.required(
                    "job",
                    Shape.text("[a-z0-9]+(-[a-z0-9]+)*", MAX_NAME, "a name in kebab-case such as player-saves"),
                    "The job's name: small letters, digits and single hyphens");
            var description = fields.withDefault("description", Shape.text(), "", "What the job is for, in a sentence");
            fields.withDefault(
                    "params",
                    Params.SHAPE,
                    Map.of(),
                    "Values of the job's own, written ${name} elsewhere; --param name=value takes their place");
            var schedule = fields.optional("schedule", Schedule.SHAPE, "When gantry serve runs the job by itself");
            var connection = fields.optional(
                    "connection",
                    Shape.text("[A-Za-z0-9_.-]+", MAX_NAME, "the name of a connection"),
                    "A connection of config/application.yml; without it, default");
            var source = fields.required("source", kinds.source(), "Where rows come from");
            var transforms = fields.withDefault(
                    "transform",
                    Shape.list(Shape.<T>oneKeyOf("transform", kinds.transforms())),
                    List.of(),
                    "What happens to each row, in this order");
            var sink = fields.required("sink", Shape.<K>oneKeyOf("sink", kinds.sinks()), "Where rows go");
            var limits = fields.withDefault(
                    "limits",
                    Limits.shape(Limits.defaults()),
                    Limits.defaults(),
                    "How much of the universe's quota the job takes");
            var errors = fields.withDefault(
                    "errors", Errors.SHAPE, Errors.defaults(), "What to do about calls and rows that fail");
            fields.refuse("steps", "steps: is not supported yet by this version; write one source, transform and sink");
            fields.refuse("backup", "backup: is not supported yet by this version");
            return given -> new Job<>(
                    given.get(name),
                    given.get(description),
                    given.get(schedule),
                    given.get(connection),
                    given.get(limits),
                    given.get(errors),
                    given.get(source),
                    given.get(transforms),
                    given.get(sink));
        });
    }
}
