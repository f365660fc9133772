package dev.gantry.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.call.Arguments;
import dev.gantry.call.NamedOperation;
import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.JsonTemplate;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.Received;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import dev.gantry.source.walk.Stage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The source {@code call}: one operation of the catalogue that only reads, once, for each row above, or for several of these
 * at once.
 *
 * @param rows the property of the answer whose items are the rows; empty: the answer is a row, or an array of rows
 * @param batch rows above that go into one call; they are then {@code .rows} of the row that it sees
 */
record Call(
        ApiOperation operation,
        Arguments arguments,
        Optional<JsonTemplate> body,
        String rows,
        Optional<Integer> batch,
        Tolerance tolerance)
        implements Component {

    private static final int MOST_IN_BATCH = 1_000;

    static final Kind<Call> KIND = new Kind<>(
            "call",
            "One operation of the catalogue, once or for each row above it: the answer is the row",
            Shape.object(fields -> {
                var operation = fields.required(
                        "operation",
                        Shape.parsed("an operation of the catalogue", "", Call::reading),
                        "The operation's id, or its request such as \"GET /cloud/v2/users/{user_id}\"; gantry catalog"
                                + " shows them");
                var with = fields.withDefault(
                        "with",
                        Shape.mapOf(Arguments.SHAPE),
                        Map.of(),
                        "Its parameters, of path, query and header, by name");
                var body = fields.optional("body", JsonTemplate.SHAPE, "The body of the request, as JSON");
                var rows = fields.withDefault(
                        "rows",
                        Shape.text(),
                        "",
                        "A property of the answer whose items are the rows, instead of all of it");
                var batch = fields.optional(
                        "batch",
                        Shape.integer(1, MOST_IN_BATCH),
                        "Rows above that go into one call together; {...} then sees them as .rows");
                var tolerance = Tolerance.Written.in(fields);
                return given -> new Call(
                        given.get(operation),
                        Arguments.of(given.get(operation), given.get(with)),
                        given.get(body),
                        given.get(rows),
                        given.get(batch),
                        tolerance.of(given));
            }));

    private static ApiOperation reading(String name) {
        ApiOperation operation = NamedOperation.find(name);
        if (operation.writes()) {
            throw new IllegalArgumentException("it changes something, and a source only reads");
        }
        operation.paging().ifPresent(paging -> {
            throw new IllegalArgumentException("it is a list in pages: write \"" + paging.resource()
                    + ":\" as the source instead, which reads all of them");
        });
        return operation;
    }

    @Override
    public String name() {
        return KIND.key();
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(operation);
    }

    @Override
    public boolean needsRow() {
        return batch.isPresent()
                || arguments.needsRow()
                || body.filter(template -> !template.isConstant()).isPresent();
    }

    @Override
    public List<Stage> stages(Partition partition, Access access) {
        return List.of(new Stage.Lists(new Below(access.cloud())));
    }

    @Override
    public List<Stage> stagesBelow(Access access) {
        List<Stage> stages = new ArrayList<>();
        batch.ifPresent(size -> stages.add(new Stage.Groups(size)));
        stages.add(new Stage.Lists(new Below(access.cloud())));
        return stages;
    }

    /** The answer to each call, as a list of one page. */
    private final class Below implements Level {
        private final OpenCloud cloud;

        private Below(OpenCloud cloud) {
            this.cloud = cloud;
        }

        @Override
        public Listing below(@Nullable Row parent) {
            Request request = arguments.request(operation, parent);
            if (body.isPresent()) {
                request = request.withBody(body.get().value(parent == null ? Arguments.NO_ROW : parent));
            }
            return new Answer(parent == null ? operation.id() : operation.id() + " of " + parent.id(), request);
        }

        @Override
        public Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            return RowShape.of(parent, listed, listing.identity(listed));
        }

        @Override
        public Optional<Item.Outcome> tolerated(OpenCloudException.Refused refused) {
            return tolerance.of(refused);
        }

        /** What one call answered. */
        private final class Answer implements Listing {
            private final String name;
            private final Request request;

            private Answer(String name, Request request) {
                this.name = name;
                this.request = request;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
                Received received = cloud.call(request);
                JsonNode answer =
                        rows.isEmpty() ? received.json() : received.json().path(rows);
                List<JsonNode> found = new ArrayList<>();
                if (answer.isArray()) {
                    answer.forEach(found::add);
                } else if (!answer.isMissingNode()) {
                    found.add(answer);
                }
                return new Page<>(found, Optional.empty(), received.bytes());
            }
        }
    }
}
