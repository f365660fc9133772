package dev.gantry.source;

import java.util.Optional;

import dev.gantry.opencloud.EntryId;
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
        var cursor = new Cursor(
                Optional.of(new PageToken("t=+/ 🏠")), 17, Optional.of(new EntryId("me@home/🏠 \u0001")), false);

        cursor.putInto(context);

        assertThat(Cursor.in(context)).isEqualTo(cursor);
    }

    @Test
    void leavesNothingOfTheOneBefore() {
        new Cursor(Optional.of(new PageToken("t")), 17, Optional.of(new EntryId("a")), false).putInto(context);

        Cursor.START.putInto(context);

        assertThat(Cursor.in(context)).isEqualTo(Cursor.START);
    }

    @Test
    void countsComeBackAsTheyWerePut() {
        assertThat(ReadCounts.in(context)).isEqualTo(ReadCounts.NONE);

        ReadCounts counts = ReadCounts.NONE.plusRow().plusRow().plusVanished();
        counts.putInto(context);

        assertThat(ReadCounts.in(context)).isEqualTo(new ReadCounts(2, 1)).isEqualTo(counts);
    }
}
