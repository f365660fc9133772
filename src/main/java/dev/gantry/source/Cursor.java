package dev.gantry.source;

import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.PageToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far a listing has been delivered.
 *
 * @param page the token that the page was asked for with; empty: the first page
 * @param position how many of that page's entries have been delivered
 * @param last the last of them; empty: none of any page yet
 */
record Cursor(Optional<PageToken> page, int position, Optional<EntryId> last) {

    static final Cursor START = new Cursor(Optional.empty(), 0, Optional.empty());

    private static final String PAGE = "cursor.page";
    private static final String POSITION = "cursor.position";
    private static final String LAST = "cursor.last";

    static Cursor in(ExecutionContext context) {
        return new Cursor(
                text(context, PAGE).map(PageToken::new),
                context.getInt(POSITION, 0),
                text(context, LAST).map(EntryId::new));
    }

    void putInto(ExecutionContext context) {
        context.put(PAGE, page.map(PageToken::value).orElse(null));
        context.putInt(POSITION, position);
        context.put(LAST, last.map(EntryId::value).orElse(null));
    }

    private static Optional<String> text(ExecutionContext context, String key) {
        @Nullable Object value = context.get(key);
        return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
