package dev.gantry.opencloud.limits;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machines that have budgets in common, as this one knows them. Each second in which anything is asked it tells what
 * it does and learns what the others do; at once, when an answer has said something that they must know. Without their
 * database there are no new tokens, and nothing leaves that takes any. Safe for many threads.
 */
final class Machines {

    private static final Logger LOG = LoggerFactory.getLogger(Machines.class);
    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    /** Who finds the exchange under way takes what is known, unless that is so old. */
    private static final long OLD = 3 * EVERY;

    /** Answers that come one after the other say nearly the same. */
    private static final long NEWS = Duration.ofMillis(100).toNanos();

    private static final long TRY_AGAIN = Duration.ofMillis(500).toNanos();

    private final SharedTokens shared;
    private final Time time;
    private final Executor background;
    private final Map<String, Known> members = new ConcurrentHashMap<>();
    private final ReentrantLock exchanging = new ReentrantLock();
    private volatile long exchangedAt;
    private volatile boolean hasNews = true;
    private volatile boolean hasEnded;
    private boolean isTimeKnown;
    private volatile @Nullable Lost lost;

    /** @param background runs what need not be waited for */
    Machines(SharedTokens shared, Time time, Executor background) {
        this.shared = shared;
        this.time = time;
        this.background = background;
        this.exchangedAt = time.nanos();
    }

    /** Since when the database is not reached, and when it was tried last. */
    private record Lost(long since, long tried) {}

    /** A budget, and what of it the others have been told. */
    private static final class Known {
        private final Member member;
        private volatile SharedTokens.Brake told;
        private SharedTokens.Brake telling;

        Known(Member member) {
            this.member = member;
            this.told = member.brake();
            this.telling = told;
        }

        boolean isNews(SharedTokens.Brake brake) {
            return brake.fullAt() > told.fullAt() + NEWS
                    || brake.pausedUntil() > told.pausedUntil() + NEWS
                    || (brake.said() != told.said() && brake.saidAt() > told.saidAt());
        }

        SharedTokens.@Nullable Brake news() {
            telling = member.brake();
            return isNews(telling) ? telling : null;
        }

        void learn(SharedTokens.Others others) {
            told = others.brake() == null ? telling : telling.with(others.brake());
            member.learn(others);
        }
    }

    /** What asks the database. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    Time time() {
        return time;
    }

    /** The time of all the machines. */
    long nanos() {
        return shared.nanos();
    }

    /** This machine begins to use a budget, and learns of the others before it takes any of it. */
    void join(Member member) {
        members.put(member.budget(), new Known(member));
        hasNews = true;
    }

    void leave(Member member) {
        members.remove(member.budget());
    }

    /** The others are told that it has left, so that they need not find out. */
    void tellLeft(Member member) {
        if (!isTriedOfLate()) {
            ask(() -> {
                shared.leave(List.of(member.budget()));
                return true;
            });
        }
    }

    /** Nothing is asked any more: what goes wrong from now on is no news. */
    void end() {
        hasEnded = true;
    }

    /** An answer has said something that must not wait a second. */
    void tell(Member member) {
        Known known = members.get(member.budget());
        if (known != null && known.isNews(member.brake())) {
            hasNews = true;
            background.execute(this::exchangeIfDue);
        }
    }

    /** Done with each request, and again and again while somebody waits. */
    void keepExchanging() {
        if (isDue()) {
            background.execute(this::exchangeIfDue);
        }
    }

    /** Nanoseconds until so much time of a budget is there; empty: the database cannot be reached. */
    OptionalLong reserve(String budget, SharedTokens.Road road, long micros) {
        exchangeIfDue();
        Optional<Long> delay =
                lost == null || !isTriedOfLate() ? ask(() -> shared.reserve(budget, road, micros)) : Optional.empty();
        return delay.isPresent() ? OptionalLong.of(delay.get()) : OptionalLong.empty();
    }

    /** The players that another machine has counted, or this one does. */
    int players(String universe, CountPlayers by, long id) throws IOException {
        OptionalInt known = ask(() -> shared.players(universe)).orElse(OptionalInt.empty());
        if (known.isPresent()) {
            return known.getAsInt();
        }
        int counted = by.online(id);
        ask(() -> {
            shared.playersAre(universe, counted);
            return true;
        });
        return counted;
    }

    /** What other machines use; nothing while that cannot be known. */
    Map<String, SharedTokens.Elsewhere> elsewhere() {
        return isTriedOfLate() ? Map.of() : ask(shared::elsewhere).orElse(Map.of());
    }

    /** Why nothing is had, while the database cannot be reached. */
    Optional<Wait> hindrance() {
        Lost now = lost;
        return now == null
                ? Optional.empty()
                : Optional.of(new Wait.ForMachines(Duration.ofNanos(time.nanos() - now.since())));
    }

    private boolean isDue() {
        return !members.isEmpty() && !hasEnded && (hasNews || time.nanos() - exchangedAt >= EVERY) && !isTriedOfLate();
    }

    private void exchangeIfDue() {
        if (!isDue()) {
            return;
        }
        if (time.nanos() - exchangedAt >= OLD || hasNews) {
            exchanging.lock();
        } else if (!exchanging.tryLock()) {
            return;
        }
        try {
            if (isDue()) {
                exchange();
            }
        } finally {
            exchanging.unlock();
        }
    }

    private void exchange() {
        if (!isTimeKnown && ask(() -> shared.exchange(List.of())).isEmpty()) {
            return;
        }
        isTimeKnown = true;
        hasNews = false;
        long toShared = shared.nanos() - time.nanos();
        List<Known> all = List.copyOf(members.values());
        List<SharedTokens.Standing> standings = new ArrayList<>();
        for (Known each : all) {
            SharedTokens.Brake news = each.news();
            standings.add(each.member.standing(news == null ? null : news.shifted(toShared)));
        }
        Optional<Map<String, SharedTokens.Others>> answer = ask(() -> shared.exchange(standings));
        if (answer.isEmpty()) {
            hasNews = true;
            return;
        }
        exchangedAt = time.nanos();
        long toLocal = time.nanos() - shared.nanos();
        for (Known each : all) {
            SharedTokens.Others others = answer.get().getOrDefault(each.member.budget(), SharedTokens.Others.NONE);
            each.learn(others.shifted(toLocal));
        }
    }

    private boolean isTriedOfLate() {
        Lost now = lost;
        return now != null && time.nanos() - now.tried() < TRY_AGAIN;
    }

    private <T> Optional<T> ask(Question<T> question) {
        try {
            T answer = question.ask();
            found();
            return Optional.of(answer);
        } catch (IOException unreachable) {
            lose(unreachable);
            return Optional.empty();
        }
    }

    private void found() {
        Lost before = lost;
        if (before != null) {
            lost = null;
            LOG.info(
                    "The database of the state is reached again after {} s; requests go on.",
                    Duration.ofNanos(time.nanos() - before.since()).toSeconds());
        }
    }

    private void lose(IOException unreachable) {
        if (hasEnded || Thread.currentThread().isInterrupted()) {
            return;
        }
        Lost before = lost;
        long now = time.nanos();
        lost = new Lost(before == null ? now : before.since(), now);
        if (before == null) {
            LOG.warn(
                    "The database of the state, by which machines share what they may ask, cannot be reached ({}); requests"
                            + " wait until it can.",
                    unreachable.getMessage());
        }
    }
}
