package dev.gantry.source;

import java.util.Optional;

import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.PageToken;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far a listing has been delivered.
 *
 * @param page the token that the page was asked for with; empty: the first page
 * @param position how many of that page's entries have been delivered
 * @param last the last of them; empty: none of any page yet
 * @param inOrder whether all pages up to this one, to its end, were sorted by id
 */
record Cursor(Optional<PageToken> page, int position, Optional<EntryId> last, boolean inOrder) {

    static final Cursor START = new Cursor(Optional.empty(), 0, Optional.empty(), true);

    private static final String PAGE = "cursor.page";
    private static final String POSITION = "cursor.position";
    private static final String LAST = "cursor.last";
    private static final String OUT_OF_ORDER = "cursor.out-of-order";

    static Cursor in(ExecutionContext context) {
        return new Cursor(
                text(context, PAGE).map(PageToken::new),
                context.getInt(POSITION, 0),
                text(context, LAST).map(EntryId::new),
                text(context, OUT_OF_ORDER).isEmpty());
    }

    /** The same, so many of the page's entries having been delivered. */
    Cursor at(int delivered) {
        return new Cursor(page, delivered, last, inOrder);
    }

    void putInto(ExecutionContext context) {
        context.put(PAGE, page.map(PageToken::value).orElse(null));
        context.putInt(POSITION, position);
        context.put(LAST, last.map(EntryId::value).orElse(null));
        context.put(OUT_OF_ORDER, inOrder ? null : "true");
    }

    private static Optional<String> text(ExecutionContext context, String key) {
        @Nullable Object value = context.get(key);
        return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
