package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.UniverseId;
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
 * The sink {@code place-versions}: publishes a file as a place's new version, one for each row, or only saves it there (checked on
 * 2026-11-26).
 */
public record PlaceVersions(UniverseId universe, Template place, Template file, VersionType type, Guards guards)
        implements ActingByRow {

    private static final ApiOperation CREATE = Catalog.ofProgram().operation("Places_CreatePlaceVersionApiKey");
    private static final String UNIVERSE = "universe";
    private static final String PLACE = "place";
    private static final String TYPE = "versionType";
    private static final String FILE = "file";

    /** What becomes of the file. */
    public enum VersionType {
        /** Servers that start run it. */
        PUBLISHED,
        /** It is kept, and not run. */
        SAVED
    }

    public static final Kind<PlaceVersions> KIND = new Kind<>(
            "place-versions",
            "Publishes place files, one for each row; none twice. Cannot be undone",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe of the places");
                var place = fields.required(PLACE, Template.SHAPE, "The place, as in {.placeId}");
                var file = fields.required(FILE, Template.SHAPE, "The .rbxl or .rbxlx file, as in places/{.file}");
                var type = fields.withDefault(
                        "version-type",
                        Shape.oneOf(VersionType.class),
                        VersionType.PUBLISHED,
                        "published lets new servers run it, saved only keeps it");
                var guards = Guards.in(fields);
                return given -> new PlaceVersions(
                        given.get(universe), given.get(place), given.get(file), given.get(type), guards.apply(given));
            }));

    @Override
    public List<ApiOperation> operations() {
        return List.of(CREATE);
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.universe(universe));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.of(
                "a version stays in the place's history, from which Studio and Creator Dashboard can restore another");
    }

    @Override
    public String target() {
        return "places of universe " + universe;
    }

    @Override
    public Remote remote() {
        return new Publishing();
    }

    @Override
    public Target target(Row row) {
        return new Target(
                KIND.key(),
                ResourcePath.of("universes", universe.toString(), "places", RowValues.id(row, PLACE, place)));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        ObjectNode after = JsonNodeFactory.instance
                .objectNode()
                .put(UNIVERSE, universe.toString())
                .put(PLACE, RowValues.id(row, PLACE, place))
                .put(TYPE, type == VersionType.PUBLISHED ? "Published" : "Saved");
        after.set(FILE, SentFile.of(row, file).json());
        return Verdict.change(ExactJson.text(after));
    }

    private record Publishing() implements Remote.Sent {

        @Override
        public boolean isInOrder() {
            return true;
        }

        @Override
        public Made send(OpenCloud cloud, Act act, Consumer<String> begun) throws InterruptedException {
            JsonNode told = ExactJson.parse(act.after().orElseThrow());
            SentFile file = SentFile.of(told.path(FILE)).unchanged();
            Request request = Request.of(CREATE)
                    .withVariable("universeId", told.path(UNIVERSE).asString(""))
                    .withVariable("placeId", told.path(PLACE).asString(""))
                    .withQuery(TYPE, told.path(TYPE).asString(""))
                    .withFile(file.path(), file.type());
            return Answers.made(cloud.call(request).json());
        }
    }
}
