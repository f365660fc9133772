package dev.gantry.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gantry.call.Arguments;
import dev.gantry.job.Field;
import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.Jq;
import dev.gantry.job.jq.JsonTemplate;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import dev.gantry.source.walk.Stage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Any paged list of the catalogue, under the name that it has there: {@code group-memberships}, {@code inventory-items} ...
 *
 * @param operation the one of the list's operations that fits what is given
 * @param body of a list that is asked for by POST
 */
record Resource(
        String name, ApiOperation operation, Arguments arguments, Optional<JsonTemplate> body, Tolerance tolerance)
        implements Component {

    /** A kind for each list of the catalogue, but those that have a component of their own. */
    static List<Kind<? extends Component>> kinds(Set<String> others) {
        return Catalog.ofProgram().resources().entrySet().stream()
                .filter(list -> !others.contains(list.getKey()))
                .<Kind<? extends Component>>map(list -> new Kind<>(
                        list.getKey(),
                        summary(list.getValue()),
                        Shape.lazy(() -> shape(list.getKey(), list.getValue()))))
                .toList();
    }

    private static String summary(List<ApiOperation> variants) {
        ApiOperation last = variants.getLast();
        List<String> takes = last.access().takes();
        return last.request()
                + (takes.isEmpty() ? "" : "; takes " + String.join(" or ", takes))
                + (last.isDeprecated() ? "; deprecated" : "");
    }

    private static Shape<Resource> shape(String name, List<ApiOperation> variants) {
        return Shape.object(fields -> {
            var parameters = ResourceParameters.in(fields, variants);
            var body = variants.getLast().paging().orElseThrow().inBody()
                    ? Optional.of(fields.optional("body", JsonTemplate.SHAPE, "What is asked for, as JSON"))
                    : Optional.<Field<Optional<JsonTemplate>>>empty();
            var tolerance = Tolerance.Written.in(fields);
            return given -> {
                Arguments arguments = parameters.of(given);
                arguments.check();
                return new Resource(
                        name,
                        parameters.fitting(arguments.values().keySet()),
                        arguments,
                        body.flatMap(given::get),
                        tolerance.of(given));
            };
        });
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(operation);
    }

    @Override
    public boolean needsRow() {
        return arguments.needsRow()
                || body.filter(template -> !template.isConstant()).isPresent();
    }

    @Override
    public List<Stage> stages(Partition partition, Access access) {
        return stagesBelow(access);
    }

    @Override
    public List<Stage> stagesBelow(Access access) {
        return List.of(new Stage.Lists(new Below(access.cloud())));
    }

    /** The list below each row. */
    private final class Below implements Level {
        private final OpenCloud cloud;

        private Below(OpenCloud cloud) {
            this.cloud = cloud;
        }

        @Override
        public Listing below(@Nullable Row parent) {
            Request request = arguments.request(operation, parent);
            return new Pages(
                    parent == null ? name : name + " of " + parent.id(),
                    body.map(template -> PagedList.of(cloud, request, asked(template, parent)))
                            .orElseGet(() -> PagedList.of(cloud, request)));
        }

        private ObjectNode asked(JsonTemplate template, @Nullable Row parent) {
            JsonNode filled = template.value(parent == null ? Arguments.NO_ROW : parent);
            if (filled instanceof ObjectNode object) {
                return object;
            }
            throw new UserMistake("body: of " + name + " must be a mapping, found " + Jq.typeOf(filled) + ".");
        }

        @Override
        public Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            return RowShape.of(parent, listed, listing.identity(listed));
        }

        @Override
        public Optional<Item.Outcome> tolerated(OpenCloudException.Refused refused) {
            return tolerance.of(refused);
        }
    }

    /** The pages of one list. */
    record Pages(String name, PagedList list) implements Listing {
        @Override
        public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
            return list.page(token);
        }
    }
}
