package dev.gantry.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class TakeNotificationsTest {

    private static final Instant DAY = Instant.parse("2027-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private ServedTime time;

    @BeforeEach
    void serve() {
        time = new ServedTime(folder, DAY)
                .on("erase", "RightToErasureRequest")
                .on("either", "[RightToErasureRequest, SubscriptionPurchased]")
                .job("nightly", "{cron: '0 0 3 * * ?'}");
        time.adopt();
    }

    private TakeNotifications.Taken take(String id, String type) {
        TakeNotifications.Taken taken =
                time.takes().take(new Notification(id, type, Optional.empty(), "{\"UserId\":156}"));
        time.adopt();
        return taken;
    }

    @Test
    void startsEachJobThatIsForSuchEventsOnce() {
        assertThat(take("n1", "RightToErasureRequest")).isEqualTo(TakeNotifications.Taken.STARTS_JOBS);
        assertThat(take("n1", "RightToErasureRequest")).isEqualTo(TakeNotifications.Taken.KNOWN);
        assertThat(take("n2", "SubscriptionPurchased")).isEqualTo(TakeNotifications.Taken.STARTS_JOBS);
        time.until(DAY.plusSeconds(60));
        assertThat(time.firings("erase"))
                .extracting(Firing::cause, Firing::origin, Firing::state)
                .containsExactly(tuple(Firing.Cause.WEBHOOK, "n1", Firing.State.DONE));
        assertThat(time.firings("either")).extracting(Firing::origin).containsExactly("n1", "n2");
    }

    @Test
    void ofWhatNoJobIsForNothingIsKeptButThatItCame() {
        assertThat(take("n1", "SampleNotification")).isEqualTo(TakeNotifications.Taken.IGNORED);
        assertThat(take("n1", "SampleNotification")).isEqualTo(TakeNotifications.Taken.KNOWN);
        assertThat(time.table().notifications().payload("n1")).isEmpty();
    }

    @Test
    void manyWaitForOneAnotherAndForWhoeverPaused() {
        time.then("erase", Duration.ofMinutes(5), new Outcome.Done(null));
        take("n1", "RightToErasureRequest");
        take("n2", "RightToErasureRequest");
        time.until(DAY.plusSeconds(600));
        assertThat(time.states("erase")).containsExactly("done", "done");

        time.book().pause("erase");
        take("n3", "RightToErasureRequest");
        time.until(DAY.plusSeconds(1_200));
        assertThat(time.states("erase")).containsExactly("done", "done", "waiting");
        time.book().resume("erase", time.instant());
        time.adopt();
        time.until(DAY.plusSeconds(1_300));
        assertThat(time.states("erase")).containsExactly("done", "done", "done");
    }

    @Test
    void thePayloadIsForgottenOnceAllItStartedIsDone() {
        time.then("either", Duration.ZERO, new Outcome.Failed("no", true));
        take("n1", "RightToErasureRequest");
        take("n2", "RightToErasureRequest");
        assertThat(time.table().notifications().payload("n1")).contains("{\"UserId\":156}");
        time.until(DAY.plusSeconds(60));
        assertThat(time.table().notifications().payload("n1"))
                .as("of one of whose jobs failed")
                .isPresent();
        assertThat(time.table().notifications().payload("n2")).isEmpty();

        time.table().notifications().prune(DAY.plusSeconds(1), DAY.minusSeconds(1));
        assertThat(time.table().notifications().payload("n1")).isEmpty();
        assertThat(time.table().notifications().isKnown("n1")).isTrue();
        time.table().notifications().prune(DAY, DAY.plusSeconds(1));
        assertThat(time.table().notifications().isKnown("n1")).isFalse();
    }
}
