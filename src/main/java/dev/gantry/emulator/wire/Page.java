package dev.gantry.emulator.wire;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import tools.jackson.core.JsonGenerator;

/**
 * The page that a v2 list asks for: {@code maxPageSize} and {@code pageToken} in, {@code nextPageToken} out unless the
 * list has ended.
 */
public final class Page {
    private final Call call;
    private final int size;
    private final PageToken token;

    private Page(Call call, int size, PageToken token) {
        this.call = call;
        this.size = size;
        this.token = token;
    }

    /**
     * Reads what a call asks for.
     *
     * @param usual items when the call does not say
     * @param most items however many the call wishes: a larger wish is cut, not refused
     * @throws Refused 400 on a negative or malformed size, or a token that was not made for this call
     */
    public static Page of(Call call, int usual, int most) {
        int wish = call.number("maxPageSize");
        if (wish < 0) {
            throw Refused.invalid("maxPageSize must not be negative, but is " + wish);
        }
        return new Page(call, wish == 0 ? usual : Math.min(wish, most), PageToken.of(call));
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
     * @param collection name of the array
     * @param found up to {@link #lookAhead()} items after {@link #after()}
     * @param position where an item stands in the list; never empty
     * @param item writes one item
     */
    public <T> Answer answer(
            String collection, List<T> found, Function<T, String> position, BiConsumer<JsonGenerator, T> item) {
        List<T> items = found.subList(0, Math.min(deliverable(), found.size()));
        boolean ended = items.size() == found.size() && call.pageFault() == Call.PageFault.NONE;
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart(collection);
            items.forEach(each -> item.accept(json, each));
            json.writeEndArray();
            if (!ended) {
                json.writeStringProperty("nextPageToken", next(items, position).encode(call));
            }
            json.writeEndObject();
        });
    }

    private int deliverable() {
        return switch (call.pageFault()) {
            case NONE, STUCK -> size;
            case SHORT -> (size + 1) / 2;
            case EMPTY -> 0;
        };
    }

    private <T> PageToken next(List<T> items, Function<T, String> position) {
        if (call.pageFault() == Call.PageFault.STUCK) {
            return token;
        }
        String after = items.isEmpty() ? token.after() : position.apply(items.getLast());
        return new PageToken(after, token.turn() + 1);
    }
}
