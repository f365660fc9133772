package dev.gantry.source.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class ReadAheadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FETCHERS = 100;
    private static final long NO_BOUND = Long.MAX_VALUE / 4;

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger mostAhead = new AtomicInteger();

    @Test
    void handsOverInListingOrderWhateverOrderFetchesEndIn() throws InterruptedException {
        Map<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();
        IntStream.range(0, 20).forEach(i -> gates.put(i, new CountDownLatch(1)));
        ReadAhead.Fetch<Integer, String> fetch = i -> {
            started.incrementAndGet();
            open(gates, i).await();
            return "v" + i;
        };
        try (var ahead = new ReadAhead<>(upTo(20), fetch, any -> 0, FETCHERS, 20, NO_BOUND)) {
            eventually().until(() -> started.get() == 20);
            for (int i = 19; i >= 0; i--) {
                open(gates, i).countDown();
            }

            for (int i = 0; i < 20; i++) {
                assertThat(ahead.take(PATIENCE)).hasValue(new ReadAhead.Delivered<>(i, "v" + i));
            }
            assertThat(ahead.take(PATIENCE)).isEmpty();
            assertThat(ahead.isEnded()).isTrue();
            assertThat(ahead.take(PATIENCE)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void neverFetchesMoreThanTheWindowAheadOfWhatIsTaken(int window) throws InterruptedException {
        AtomicInteger listed = new AtomicInteger();
        ReadAhead.Lister<Integer> lister = () -> Optional.of(listed.getAndIncrement());
        try (var ahead = new ReadAhead<>(lister, counted(1), bytes -> bytes, FETCHERS, window, NO_BOUND)) {
            for (int i = 0; i < 50; i++) {
                int most = i + window;
                eventually().until(() -> started.get() == most && listed.get() == most + 1);
                taken.incrementAndGet();
                assertThat(ahead.take(PATIENCE)).isPresent();
            }
        }
        assertThat(mostAhead.get()).isEqualTo(window);
    }

    @Test
    void fetchesNoMoreAtATimeThanItHasFetchers() throws InterruptedException {
        Semaphore turns = new Semaphore(0);
        AtomicInteger fetching = new AtomicInteger();
        ReadAhead.Fetch<Integer, Integer> fetch = i -> {
            mostAhead.accumulateAndGet(fetching.incrementAndGet(), Math::max);
            started.incrementAndGet();
            turns.acquire();
            fetching.decrementAndGet();
            return i;
        };
        try (var ahead = new ReadAhead<>(upTo(50), fetch, any -> 0, 3, 20, NO_BOUND)) {
            eventually().until(() -> started.get() == 3);
            turns.release(50);
            takeAll(ahead, 50);
        }
        assertThat(mostAhead.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void fetchesFewLargeValuesAheadEvenBeforeOneHasCome() throws InterruptedException {
        try (var ahead = new ReadAhead<>(upTo(40), counted(600), bytes -> bytes, FETCHERS, 100, 1_000)) {
            takeAll(ahead, 40);
        }
        assertThat(mostAhead.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void letsOneThroughThatIsLargerThanTheBound() throws InterruptedException {
        try (var ahead = new ReadAhead<>(upTo(30), counted(5_000), bytes -> bytes, FETCHERS, 100, 1_000)) {
            takeAll(ahead, 30);
        }
    }

    @Test
    void usesTheWholeWindowSoonWhenValuesAreSmall() throws InterruptedException {
        try (var ahead = new ReadAhead<>(upTo(1_000), counted(1), bytes -> bytes, FETCHERS, 100, 1_000)) {
            eventually().until(() -> started.get() == 100);
            takeAll(ahead, 1_000);
        }
    }

    @Test
    void keepsTheBytesAheadNearTheBoundWhenSomeAreLarge() throws InterruptedException {
        AtomicInteger bytesAhead = new AtomicInteger();
        ReadAhead.Fetch<Integer, Integer> fetch = i -> {
            int bytes = i % 50 == 0 ? 400 : 20;
            mostAhead.accumulateAndGet(bytesAhead.addAndGet(bytes), Math::max);
            return bytes;
        };
        try (var ahead = new ReadAhead<>(upTo(2_000), fetch, bytes -> bytes, FETCHERS, 1_000, 2_000)) {
            for (int i = 0; i < 2_000; i++) {
                bytesAhead.addAndGet(i % 50 == 0 ? -400 : -20);
                assertThat(ahead.take(PATIENCE)).isPresent();
            }
        }
        assertThat(mostAhead.get()).isBetween(1_000, 2_400);
    }

    @Test
    void deliversAFailureInItsPlaceAfterEverythingBeforeIt() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        IllegalArgumentException failure = new IllegalArgumentException("third");
        ReadAhead.Fetch<Integer, String> fetch = i -> {
            if (i == 2) {
                slow.countDown();
                throw failure;
            }
            slow.await();
            return "v" + i;
        };
        try (var ahead = new ReadAhead<>(upTo(9), fetch, any -> 0, FETCHERS, 5, NO_BOUND)) {
            assertThat(ahead.take(PATIENCE)).hasValue(new ReadAhead.Delivered<>(0, "v0"));
            assertThat(ahead.take(PATIENCE)).hasValue(new ReadAhead.Delivered<>(1, "v1"));
            for (int again = 0; again < 2; again++) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> ahead.take(PATIENCE))
                        .isSameAs(failure);
            }
            assertThat(ahead.isEnded()).isFalse();
        }
    }

    @Test
    void deliversAFailedListingAfterEverythingListedBeforeIt() throws InterruptedException {
        AtomicInteger listed = new AtomicInteger();
        ReadAhead.Lister<Integer> lister = () -> {
            if (listed.get() == 3) {
                throw new IllegalArgumentException("listing");
            }
            return Optional.of(listed.getAndIncrement());
        };
        try (var ahead = new ReadAhead<>(lister, counted(0), bytes -> bytes, FETCHERS, 2, NO_BOUND)) {
            takeAll(ahead, 3);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> ahead.take(PATIENCE))
                    .withMessage("listing");
        }
    }

    @Test
    void tellsAnErrorOfTheMachineAsItsCause() {
        ReadAhead.Fetch<Integer, Integer> fetch = i -> {
            throw new StackOverflowError("deep");
        };
        try (var ahead = new ReadAhead<>(upTo(1), fetch, bytes -> bytes, FETCHERS, 2, NO_BOUND)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> ahead.take(PATIENCE))
                    .withMessage("Reading ahead failed")
                    .withCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void losesAndDoublesNothingWhenNothingComesInTime() throws InterruptedException {
        Semaphore turns = new Semaphore(0);
        ReadAhead.Fetch<Integer, Integer> fetch = i -> {
            turns.acquire();
            return i;
        };
        Random random = new Random(1);
        List<Integer> delivered = new ArrayList<>();
        int inVain = 0;
        try (var ahead = new ReadAhead<>(upTo(2_000), fetch, any -> 0, FETCHERS, 8, NO_BOUND)) {
            while (!ahead.isEnded()) {
                var next = ahead.take(Duration.ofNanos(random.nextInt(60_000)));
                next.ifPresent(one -> delivered.add(one.fetched()));
                inVain += next.isPresent() ? 0 : 1;
                turns.release(random.nextInt(3));
            }
        }

        assertThat(delivered).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
        assertThat(inVain).isPositive();
    }

    @Test
    void waitsNotAtAllWithoutPatience() throws InterruptedException {
        ReadAhead.Fetch<Integer, Integer> never = i -> block(new CountDownLatch(1), i);
        try (var ahead = new ReadAhead<>(upTo(1), never, any -> 0, FETCHERS, 8, NO_BOUND)) {
            eventually().until(() -> started.get() == 1);
            assertThat(ahead.take(Duration.ZERO)).isEmpty();
            assertThat(ahead.isEnded()).isFalse();
        }
    }

    @Test
    void endsAllItsThreadsWhenClosedWhileFetchesBlock() {
        CountDownLatch ended = new CountDownLatch(4);
        ReadAhead.Fetch<Integer, Integer> fetch = i -> block(ended, i);
        var ahead = new ReadAhead<>(upTo(100), fetch, any -> 0, FETCHERS, 4, NO_BOUND);
        eventually().until(() -> started.get() == 4);

        ahead.close();
        ahead.close();

        assertThat(ended.getCount()).isZero();
    }

    @Test
    void endsTheListerWhenClosedWhileItBlocks() {
        CountDownLatch ended = new CountDownLatch(1);
        ReadAhead.Lister<Integer> lister = () -> Optional.of(block(ended, 0));
        var ahead = new ReadAhead<>(lister, counted(1), any -> 0, FETCHERS, 4, NO_BOUND);
        eventually().until(() -> started.get() == 1);

        ahead.close();

        assertThat(ended.getCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, NO_BOUND})
    void endsWhenClosedWhileItsWindowOrItsBytesAreFull(long bytes) throws InterruptedException {
        var ahead = new ReadAhead<>(upTo(1_000_000), counted(10), size -> size, FETCHERS, 4, bytes);
        assertThat(ahead.take(PATIENCE)).isPresent();

        ahead.close();

        int fetched = started.get();
        assertThat(fetched).isLessThan(20);
    }

    private ReadAhead.Fetch<Integer, Integer> counted(int bytes) {
        return i -> {
            ahead();
            return bytes;
        };
    }

    /** Notes that one more fetch is ahead of what was asked for. */
    private void ahead() {
        int now = started.incrementAndGet() - taken.get();
        mostAhead.accumulateAndGet(now, Math::max);
    }

    private <K, V> void takeAll(ReadAhead<K, V> ahead, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            taken.incrementAndGet();
            assertThat(ahead.take(PATIENCE)).isPresent();
        }
    }

    private <T> T block(CountDownLatch ended, T unused) throws InterruptedException {
        started.incrementAndGet();
        try {
            new CountDownLatch(1).await();
            return unused;
        } finally {
            ended.countDown();
        }
    }

    private static CountDownLatch open(Map<Integer, CountDownLatch> gates, int i) {
        return java.util.Objects.requireNonNull(gates.get(i));
    }

    private static ReadAhead.Lister<Integer> upTo(int count) {
        AtomicInteger next = new AtomicInteger();
        return () -> next.get() == count ? Optional.empty() : Optional.of(next.getAndIncrement());
    }

    private static ConditionFactory eventually() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }
}
