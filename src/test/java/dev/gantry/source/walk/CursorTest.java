package dev.gantry.source.walk;

import java.util.Map;
import java.util.Optional;

import dev.gantry.opencloud.PageToken;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;

class CursorTest {
    private final ExecutionContext context = new ExecutionContext();

    @Test
    void isAtTheStartWhereNothingWasWritten() {
        assertThat(Cursor.in(context)).isEqualTo(Cursor.START);
    }

    @Test
    void comesBackAsItWasPut() {
        Place above = new Place(Optional.empty(), 3, Optional.of("users/1"), true, true);
        Place below =
                new Place(Optional.of(new PageToken("t=+/ 🏠")), 17, Optional.of("me@home/🏠 \u0001"), false, false);
        Cursor cursor = Cursor.of(above).with(below);

        cursor.putInto(context);

        assertThat(Cursor.in(context)).isEqualTo(cursor);
    }

    @Test
    void leavesNothingOfTheOneBefore() {
        Cursor.of(new Place(Optional.of(new PageToken("t")), 17, Optional.of("a"), false, false))
                .putInto(context);

        Cursor.START.putInto(context);

        assertThat(Cursor.in(context)).isEqualTo(Cursor.START);
    }

    @Test
    void countsComeBackAsTheyWerePut() {
        assertThat(ReadCounts.in(context)).isEqualTo(ReadCounts.NONE);

        ReadCounts counts = ReadCounts.NONE
                .plus(Item.Outcome.ROW)
                .plus(Item.Outcome.ROW)
                .plus(Item.Outcome.VANISHED)
                .plus(Item.Outcome.NOTHING);
        counts.putInto(context);

        assertThat(ReadCounts.in(context))
                .isEqualTo(new ReadCounts(2, Map.of(Item.Outcome.VANISHED, 1L)))
                .isEqualTo(counts);
    }
}
