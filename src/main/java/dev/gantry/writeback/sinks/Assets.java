package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sink for assets: uploads files as assets, or as new versions of assets, one for each row, and waits for each until it is
 * made ({@code Asset} of the OpenAPI document, checked on 2026-11-26).
 *
 * @param asset empty: a new one is made
 */
public record Assets(
        Template file,
        Optional<Template> asset,
        Optional<Template> type,
        Optional<Template> name,
        Optional<Template> description,
        Optional<Creator> creator,
        Guards guards)
        implements ActingByRow {

    private static final ApiOperation CREATE = Catalog.ofProgram().operation("Assets_CreateAsset");
    private static final ApiOperation UPDATE = Catalog.ofProgram().operation("Assets_UpdateAsset");
    private static final ApiOperation POLL = Catalog.ofProgram().operation("Assets_GetOperation");

    private static final String REQUEST = "request";
    private static final String FILE = "file";
    private static final String FILE_PART = "fileContent";
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_DESCRIPTION = 1_000;

    /** Whose the assets are. */
    public record Creator(Optional<Template> user, Optional<Template> group) {

        static final Shape<Creator> SHAPE = Shape.object(fields -> {
            var user = fields.optional("user", Template.SHAPE, "A user's id");
            var group = fields.optional("group", Template.SHAPE, "A group's id");
            return given -> {
                if (given.get(user).isPresent() == given.get(group).isPresent()) {
                    throw new IllegalArgumentException("creator: is either a user: or a group:");
                }
                return new Creator(given.get(user), given.get(group));
            };
        });

        private List<Changed> changed() {
            return Stream.of(
                            user.map(template -> Changed.of(Changed.Kind.USER, template)),
                            group.map(template -> Changed.of(Changed.Kind.GROUP, template)))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private void putInto(ObjectNode request, Row row) {
            ObjectNode told = request.putObject("creationContext").putObject("creator");
            user.ifPresent(template -> told.put("userId", RowValues.id(row, "creator", template)));
            group.ifPresent(template -> told.put("groupId", RowValues.id(row, "creator", template)));
        }
    }

    public static final Kind<Assets> KIND = new Kind<>(
            "assets",
            "Uploads files as assets, one for each row, and waits until each is made; its id is kept. Cannot be undone",
            Shape.object(fields -> {
                var file = fields.required("file", Template.SHAPE, "The file, as in images/{.file}");
                var asset = fields.optional(
                        "asset", Template.SHAPE, "The id of an asset that gets a new version, instead of a new asset");
                var type = fields.optional("type", Template.SHAPE, "The type of a new asset, such as Decal or Audio");
                var name = fields.optional("name", Template.SHAPE, "Its name, of at most 50 characters");
                var description = fields.optional("description", Template.SHAPE, "Its description");
                var creator = fields.optional("creator", Creator.SHAPE, "Whose a new asset is");
                var guards = Guards.in(fields);
                return given -> {
                    boolean isNew = given.get(asset).isEmpty();
                    if (isNew
                            && (given.get(type).isEmpty()
                                    || given.get(name).isEmpty()
                                    || given.get(creator).isEmpty())) {
                        throw new IllegalArgumentException("a new asset needs type:, name: and creator:");
                    }
                    if (!isNew
                            && (given.get(type).isPresent()
                                    || given.get(creator).isPresent())) {
                        throw new IllegalArgumentException(
                                "the type and the creator of an asset do not change, so type: and creator: have no place"
                                        + " beside asset:");
                    }
                    return new Assets(
                            given.get(file),
                            given.get(asset),
                            given.get(type),
                            given.get(name),
                            given.get(description),
                            given.get(creator),
                            guards.apply(given));
                };
            }));

    @Override
    public List<ApiOperation> operations() {
        return List.of(asset.isPresent() ? UPDATE : CREATE, POLL);
    }

    /** Of an asset that is there already nothing tells whose it is. */
    @Override
    public List<Changed> changed() {
        return creator.map(Creator::changed)
                .orElseGet(() -> List.of(Changed.any(Changed.Kind.GROUP), Changed.any(Changed.Kind.USER)));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.of("an asset that was made stays; it can be archived by call: with Assets_ArchiveAsset");
    }

    @Override
    public String target() {
        return "assets";
    }

    @Override
    public void check(Row row) {
        target(row);
        request(row);
    }

    @Override
    public Remote remote() {
        return new Uploads();
    }

    @Override
    public Target target(Row row) {
        String name = asset.map(template -> ResourcePath.of("assets", RowValues.id(row, "asset", template)))
                .orElseGet(() -> "assets of " + RowValues.name(row, FILE, file, 4_096));
        return new Target(KIND.key(), name);
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        after.set(REQUEST, request(row));
        after.set(FILE, SentFile.of(row, file).json());
        return Verdict.change(ExactJson.text(after));
    }

    private ObjectNode request(Row row) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        asset.ifPresent(template -> request.put("assetId", Long.parseLong(RowValues.id(row, "asset", template))));
        type.ifPresent(template -> request.put("assetType", RowValues.name(row, "type", template, LONGEST_NAME)));
        name.ifPresent(template -> request.put("displayName", RowValues.name(row, "name", template, LONGEST_NAME)));
        if (asset.isEmpty() || description.isPresent()) {
            request.put(
                    "description",
                    description
                            .map(template -> RowValues.text(row, "description", template, LONGEST_DESCRIPTION))
                            .orElse(""));
        }
        creator.ifPresent(each -> each.putInto(request, row));
        return request;
    }

    private record Uploads() implements Remote.Sent {

        @Override
        public boolean isInOrder() {
            return true;
        }

        @Override
        public Made send(OpenCloud cloud, Act act, Consumer<String> begun) throws InterruptedException {
            JsonNode told = ExactJson.parse(act.after().orElseThrow());
            JsonNode request = told.path(REQUEST);
            SentFile file = SentFile.of(told.path(FILE)).unchanged();
            return Answers.awaited(
                    cloud,
                    started(request).withPart(REQUEST, request).withFilePart(FILE_PART, file.path(), file.type()),
                    begun);
        }

        @Override
        public Made await(OpenCloud cloud, Act act) throws InterruptedException {
            JsonNode told = ExactJson.parse(act.after().orElseThrow());
            return Answers.awaited(
                    cloud, started(told.path(REQUEST)), act.sending().begun());
        }

        private static Request started(JsonNode request) {
            if (!request.has("assetId")) {
                return Request.of(CREATE);
            }
            Request update = Request.of(UPDATE)
                    .withVariable("assetId", request.path("assetId").asString(""));
            List<String> mask = List.of("displayName", "description").stream()
                    .filter(request::has)
                    .toList();
            return mask.isEmpty() ? update : update.withQuery("updateMask", String.join(",", mask));
        }
    }
}
