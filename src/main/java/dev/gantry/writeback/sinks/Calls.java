package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.call.Arguments;
import dev.gantry.call.NamedOperation;
import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.JsonTemplate;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.ParameterName;
import dev.gantry.opencloud.http.PathSegment;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sink {@code call}: any operation of the catalogue that changes something, once for each row.
 *
 * @param file empty: none is sent
 * @param sending how it goes out
 */
public record Calls(
        ApiOperation operation,
        Arguments arguments,
        Optional<JsonTemplate> body,
        Optional<Template> file,
        Sending sending,
        Guards guards)
        implements ActingByRow {

    /**
     * How it goes out.
     *
     * @param filePart the part that holds the file, where there are several
     * @param waits whether a long-running operation is waited for
     * @param repeatable whether doing it twice is doing it once
     */
    public record Sending(String filePart, boolean waits, boolean repeatable) {}

    public static final Kind<Calls> KIND = new Kind<>(
            "call",
            "Any operation of the catalogue that changes something, once for each row. Cannot be undone",
            Shape.object(fields -> {
                var operation = fields.required(
                        "operation",
                        Shape.parsed("an operation of the catalogue", "", Calls::writing),
                        "The operation's id, or its request such as \"POST /cloud/v2/universes/{universe_id}:restartServers\";"
                                + " gantry catalog shows them");
                var with = fields.withDefault(
                        "with",
                        Shape.mapOf(Arguments.SHAPE),
                        Map.of(),
                        "Its parameters, of path, query and header, by name");
                var body = fields.optional(
                        "body",
                        JsonTemplate.SHAPE,
                        "The body of the request, as JSON; where it has several parts, these by name");
                var file = fields.optional("file", Template.SHAPE, "A file that is sent, as the body or a part of it");
                var filePart = fields.withDefault(
                        "file-part",
                        Shape.text(),
                        "fileContent",
                        "The part that holds the file, where there are several");
                var wait = fields.withDefault(
                        "wait", Shape.bool(), false, "true waits for what takes longer than its answer");
                var repeatable = fields.withDefault(
                        "repeatable",
                        Shape.bool(),
                        false,
                        "true says that doing it twice is doing it once, so that it is repeated where an answer was lost");
                var guards = Guards.in(fields);
                return given -> new Calls(
                        given.get(operation),
                        Arguments.of(given.get(operation), given.get(with)),
                        given.get(body),
                        given.get(file),
                        new Sending(given.get(filePart), given.get(wait), given.get(repeatable)),
                        guards.apply(given));
            }));

    private static ApiOperation writing(String name) {
        ApiOperation operation = NamedOperation.find(name);
        if (!operation.writes()) {
            throw new IllegalArgumentException("it changes nothing: it is for a source, as call: there");
        }
        return operation;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(operation);
    }

    /** By its parameters alone: whose the things are that a body names is not looked for. */
    @Override
    public List<Changed> changed() {
        return Stream.of(Changed.Kind.UNIVERSE, Changed.Kind.GROUP)
                .flatMap(kind ->
                        arguments.values().getOrDefault(kind.name().toLowerCase(Locale.ROOT), List.of()).stream()
                                .map(id -> Changed.of(kind, id)))
                .toList();
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.of("call: does not know what would take back " + operation.id());
    }

    @Override
    public String target() {
        return "calls of " + operation.id();
    }

    @Override
    public void check(Row row) {
        decide(row, Optional.empty());
    }

    @Override
    public Remote remote() {
        return new CallRequests(operation, sending, !arguments.areOfOnePath(operation));
    }

    @Override
    public Target target(Row row) {
        Map<String, List<String>> texts = arguments.texts(operation, row);
        String path = operation.path();
        for (String variable : operation.variables()) {
            String value =
                    texts.getOrDefault(ParameterName.of(variable), List.of("")).getFirst();
            path = path.replace("{" + variable + "}", PathSegment.encode(value));
        }
        return new Target(KIND.key(), operation.method() + " " + path);
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        return Verdict.change(RowValues.json(row, "body", request(row)));
    }

    /** All that is sent, so that a plan shows it and can send it without the row. */
    private ObjectNode request(Row row) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode with = request.putObject(CallRequests.WITH);
        arguments.texts(operation, row).forEach((key, texts) -> {
            ArrayNode values = with.putArray(key);
            texts.forEach(values::add);
        });
        body.ifPresent(template -> request.set(CallRequests.BODY, template.value(row)));
        file.ifPresent(template ->
                request.set(CallRequests.FILE, SentFile.of(row, template).json()));
        return request;
    }
}
