package dev.gantry.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * One job as its file says it, values filled in: rows flow from the source through the transforms to the sink.
 *
 * @param <S> the options of a source, {@code <T>} of a transform, {@code <K>} of a sink, as the run room's {@link Kinds} read them
 * @param on what starts it beside the schedule
 * @param told who is told how it goes
 * @param connection the name of a connection in {@code config/application.yml}
 */
public record Job<S, T, K>(
        String name,
        String description,
        Optional<Schedule> schedule,
        Optional<On> on,
        Optional<Notify> told,
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
                name,
                description,
                schedule,
                on,
                told,
                connection,
                limits,
                errors,
                otherSource,
                otherTransforms,
                otherSink);
    }

    /** A pipeline, or what stands in its place. */
    static <S, T, K> Shape<Job<S, T, K>> shape(Kinds<S, T, K> kinds) {
        Shape<Job<S, T, K>> pipeline = pipeline(kinds);
        if (kinds.wholes().isEmpty()) {
            return pipeline;
        }
        Map<String, Shape<Job<S, T, K>>> wholes = new LinkedHashMap<>();
        kinds.wholes().forEach(kind -> wholes.put(kind.key(), whole(kind)));
        return new Shape<>(
                written -> wholes.entrySet().stream()
                        .filter(whole -> has(written, whole.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(pipeline)
                        .read(written),
                () -> JobSchema.either(pipeline.schema(), wholes));
    }

    private static boolean has(Written written, String key) {
        return written.node() instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .anyMatch(entry -> entry.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key));
    }

    private static <S, T, K> Shape<Job<S, T, K>> pipeline(Kinds<S, T, K> kinds) {
        return Shape.object(fields -> {
            var head = Head.in(fields);
            var source = fields.required("source", kinds.source(), "Where rows come from");
            var transforms = fields.withDefault(
                    "transform",
                    Shape.list(Shape.<T>oneKeyOf("transform", kinds.transforms())),
                    List.of(),
                    "What happens to each row, in this order");
            var sink = fields.required("sink", Shape.<K>oneKeyOf("sink", kinds.sinks()), "Where rows go");
            var tail = Tail.in(fields);
            fields.refuse("steps", "steps: is not supported yet by this version; write one source, transform and sink");
            return given -> job(given, head, tail, given.get(source), given.get(transforms), given.get(sink));
        });
    }

    private static <S, T, K> Shape<Job<S, T, K>> whole(Kind<Kinds.Whole<S, K>> kind) {
        return Shape.object(fields -> {
            var head = Head.in(fields);
            var whole = fields.required(kind.key(), kind.options(), kind.summary());
            var tail = Tail.in(fields);
            for (String part : List.of("source", "transform", "sink", "steps")) {
                fields.refuse(part, part + ": has no place beside " + kind.key() + ":, which is all that the job does");
            }
            return given -> job(
                    given,
                    head,
                    tail,
                    given.get(whole).source(),
                    List.<T>of(),
                    given.get(whole).sink());
        });
    }

    private static <S, T, K> Job<S, T, K> job(Given given, Head head, Tail tail, S source, List<T> transforms, K sink) {
        return new Job<>(
                given.get(head.name()),
                given.get(head.description()),
                given.get(head.schedule()),
                given.get(head.on()),
                given.get(head.told()),
                given.get(head.connection()),
                given.get(tail.limits()),
                given.get(tail.errors()),
                source,
                transforms,
                sink);
    }

    /** The fields that every job begins with. */
    private record Head(
            Field<String> name,
            Field<String> description,
            Field<Optional<Schedule>> schedule,
            Field<Optional<On>> on,
            Field<Optional<Notify>> told,
            Field<Optional<String>> connection) {

        static Head in(Fields fields) {
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
            return new Head(
                    name,
                    description,
                    fields.optional("schedule", Schedule.SHAPE, "When gantry serve runs the job by itself"),
                    fields.optional("on", On.SHAPE, "What else starts the job in gantry serve: Roblox's webhooks"),
                    fields.optional("notify", Notify.SHAPE, "Who gantry serve tells how the job goes"),
                    fields.optional(
                            "connection",
                            Shape.text("[A-Za-z0-9_.-]+", MAX_NAME, "the name of a connection"),
                            "A connection of config/application.yml; without it, default"));
        }
    }

    /** The fields that every job ends with. */
    private record Tail(Field<Limits> limits, Field<Errors> errors) {

        static Tail in(Fields fields) {
            return new Tail(
                    fields.withDefault(
                            "limits",
                            Limits.shape(Limits.defaults()),
                            Limits.defaults(),
                            "How much of the universe's quota the job takes"),
                    fields.withDefault(
                            "errors", Errors.SHAPE, Errors.defaults(), "What to do about calls and rows that fail"));
        }
    }
}
