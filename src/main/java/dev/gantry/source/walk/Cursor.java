package dev.gantry.source.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.PageToken;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a source has been delivered: a place in the outermost list, then one in the list under that row, and so on. Lists
 * below the last place have not been begun.
 */
public record Cursor(List<Place> places) {

    public static final Cursor START = new Cursor(List.of());

    private static final String KEY = "cursor";
    private static final JsonMapper JSON = JsonMapper.shared();

    public Cursor {
        places = List.copyOf(places);
    }

    static Cursor of(Place place) {
        return new Cursor(List.of(place));
    }

    /** The place in the list of that depth; its start where none has been begun. */
    Place place(int depth) {
        return depth < places.size() ? places.get(depth) : Place.START;
    }

    /** The same, with a place in the list below. */
    Cursor with(Place below) {
        List<Place> more = new ArrayList<>(places);
        more.add(below);
        return new Cursor(more);
    }

    /** Whether nothing has been begun below the outermost list that is not done. */
    boolean isWhole() {
        return places.isEmpty() || (places.size() == 1 && !places.getFirst().again());
    }

    /** The identity of the row that the outermost lists, up to that depth, stand at. */
    Optional<String> lastAt(int depth) {
        return place(depth).last();
    }

    /** The cursor of a step's last checkpoint. */
    public static Cursor in(ExecutionContext context) {
        @Nullable Object written = context.get(KEY);
        if (!(written instanceof String text)) {
            return START;
        }
        List<Place> places = new ArrayList<>();
        for (JsonNode each : JSON.readTree(text)) {
            places.add(new Place(
                    text(each, "page").map(PageToken::new),
                    each.path("position").asInt(),
                    text(each, "last"),
                    each.path("inOrder").asBoolean(),
                    each.path("again").asBoolean()));
        }
        return new Cursor(places);
    }

    public void putInto(ExecutionContext context) {
        ArrayNode written = JSON.createArrayNode();
        for (Place place : places) {
            ObjectNode each = written.addObject();
            place.page().ifPresent(token -> each.put("page", token.value()));
            each.put("position", place.position());
            place.last().ifPresent(last -> each.put("last", last));
            each.put("inOrder", place.inOrder());
            each.put("again", place.again());
        }
        context.putString(KEY, written.toString());
    }

    private static Optional<String> text(JsonNode place, String name) {
        return place.path(name).isString() ? Optional.of(place.path(name).stringValue()) : Optional.empty();
    }
}
