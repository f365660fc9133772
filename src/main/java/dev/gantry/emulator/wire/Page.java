package dev.gantry.emulator.wire;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import tools.jackson.core.JsonGenerator;

/**
 * The page that a list asks for: a size and a token in, by the names that the operation's {@link PageShape} gives them,
 * and the token of the next page out unless the list has ended.
 */
public final class Page {
    private static final int USUAL = 10;
    private static final int MOST = 100;

    private final Call call;
    private final PageShape shape;
    private final int size;
    private final PageToken token;

    private Page(Call call, PageShape shape, int size, PageToken token) {
        this.call = call;
        this.shape = shape;
        this.size = size;
        this.token = token;
    }

    /**
     * Reads what a call asks for. A wish for more items than a page holds is cut, not refused; where the document tells no
     * sizes, a page holds 10 items, and 100 at most.
     *
     * @throws Refused 400 on a negative or malformed size, or a token that was not made for this call
     */
    public static Page of(Call call) {
        PageShape shape = call.operation().fact().page().orElseThrow();
        int most = shape.most() > 0 ? shape.most() : Math.max(MOST, shape.usual());
        int usual = shape.usual() > 0 ? shape.usual() : USUAL;
        int wish = shape.size().isEmpty() ? 0 : call.number(shape.size());
        if (wish < 0) {
            throw Refused.invalid(shape.size() + " must not be negative, but is " + wish)
                    .detailed(shape.size());
        }
        return new Page(call, shape, wish == 0 ? usual : Math.min(wish, most), PageToken.of(call, shape));
    }

    /** Position of the last item already delivered, empty for the start. */
    public String after() {
        return token.after();
    }

    /** How many items to look up: one more than the page holds shows whether the list goes on. */
    public int lookAhead() {
        return size + 1;
    }

    /**
     * Writes the page.
     *
     * @param found up to {@link #lookAhead()} items after {@link #after()}
     * @param position where an item stands in the list; never empty
     * @param item writes one item
     */
    public <T> Answer answer(List<T> found, Function<T, String> position, BiConsumer<JsonGenerator, T> item) {
        return answer(found, position, item, more -> {});
    }

    /** The same with properties beside the items and the token. */
    public <T> Answer answer(
            List<T> found,
            Function<T, String> position,
            BiConsumer<JsonGenerator, T> item,
            Consumer<JsonGenerator> more) {
        int items = Math.min(deliverable(), found.size());
        return Answer.json(content(found, position, item, more)).costing(Math.max(1, items));
    }

    /** Writes the page later, and where it is no answer by itself. */
    public <T> Consumer<JsonGenerator> content(
            List<T> found,
            Function<T, String> position,
            BiConsumer<JsonGenerator, T> item,
            Consumer<JsonGenerator> more) {
        List<T> items = found.subList(0, Math.min(deliverable(), found.size()));
        boolean ended = items.size() == found.size() && call.pageFault() == Call.PageFault.NONE;
        return json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart(shape.rows());
            items.forEach(each -> item.accept(json, each));
            json.writeEndArray();
            more.accept(json);
            if (!ended && !shape.next().isEmpty()) {
                json.writeStringProperty(shape.next(), next(items, position).encode(call, shape));
            } else {
                end(json);
            }
            json.writeEndObject();
        };
    }

    /** How each kind of list says that it has ended: v2 leaves the token out, v1 stores, passes and products send "", the others null. */
    private void end(JsonGenerator json) {
        ErrorShape errors = call.operation().errors();
        if (errors == ErrorShape.DATA_STORE_V1 || errors == ErrorShape.NAMED) {
            json.writeStringProperty(shape.next(), "");
        } else if (!shape.next().isEmpty() && !shape.next().equals("nextPageToken")) {
            json.writeNullProperty(shape.next());
        }
    }

    private int deliverable() {
        return switch (call.pageFault()) {
            case NONE, STUCK, REPEATING -> size;
            case SHORT -> (size + 1) / 2;
            case EMPTY -> 0;
        };
    }

    private <T> PageToken next(List<T> items, Function<T, String> position) {
        if (call.pageFault() == Call.PageFault.STUCK) {
            return token;
        }
        if (items.isEmpty()) {
            return new PageToken(token.after(), token.turn() + 1);
        }
        boolean repeats = call.pageFault() == Call.PageFault.REPEATING && items.size() > 1;
        T last = items.get(items.size() - (repeats ? 2 : 1));
        return new PageToken(position.apply(last), token.turn() + 1);
    }
}
