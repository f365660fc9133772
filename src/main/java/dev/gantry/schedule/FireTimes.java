package dev.gantry.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

import dev.gantry.job.Schedule;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * When a cron expression says that a job runs. Not safe for use by several threads.
 *
 * <p>Where clocks change, Quartz alone would leave out what falls into the hour that is skipped in spring, and an hour's
 * worth of frequent runs in autumn. Here a time that does not exist is kept at the moment the clocks go forward, once; a
 * time that exists twice is kept at the first, but by an expression for every hour at both.
 */
public final class FireTimes {

    private static final Duration INSTANT_BEFORE = Duration.ofMillis(1);
    private static final List<String> EVERY_HOUR = List.of("*", "*/1", "0/1", "0-23", "0-23/1");
    private static final int HOURS = 2;

    private final String cron;
    private final ZoneId zone;
    private final boolean isHourly;
    private final Map<ZoneOffset, CronExpression> byOffset = new HashMap<>();

    private FireTimes(String cron, ZoneId zone) {
        this.cron = cron;
        this.zone = zone;
        this.isHourly = EVERY_HOUR.contains(List.of(cron.split("\\s+")).get(HOURS));
    }

    /** Those of a schedule, if it has a cron expression. */
    public static Optional<FireTimes> of(Schedule schedule) {
        return schedule.cron().map(cron -> new FireTimes(cron, schedule.zone()));
    }

    static FireTimes of(String cron, ZoneId zone) {
        return new FireTimes(cron, zone);
    }

    /** The first one after a moment, if there is one. */
    public Optional<Instant> after(Instant moment) {
        Instant from = moment;
        while (true) {
            ZoneOffset offset = zone.getRules().getOffset(from);
            @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(from);
            Optional<Instant> found = in(offset, from);
            if (found.isEmpty()) {
                return found;
            }
            if (change == null || found.get().isBefore(change.getInstant())) {
                if (isHourly || !isRepeated(found.get())) {
                    return found;
                }
                from = found.get();
            } else if (isAt(change)) {
                return Optional.of(change.getInstant());
            } else {
                from = change.getInstant();
            }
        }
    }

    /** The first few after a moment. */
    public List<Instant> next(Instant moment, int most) {
        List<Instant> next = new ArrayList<>();
        Optional<Instant> each = after(moment);
        while (each.isPresent() && next.size() < most) {
            next.add(each.get());
            each = after(each.get());
        }
        return next;
    }

    /**
     * Those of a span of time, oldest first, but only so many.
     *
     * @param from included
     * @param to excluded
     */
    public List<Instant> between(Instant from, Instant to, int most) {
        List<Instant> between = new ArrayList<>();
        Optional<Instant> each = after(from.minus(INSTANT_BEFORE));
        while (each.filter(to::isAfter).isPresent() && between.size() < most) {
            between.add(each.get());
            each = after(each.get());
        }
        return between;
    }

    /**
     * The last ones of a span of time, oldest first; only so many, however many there are.
     *
     * @param from excluded
     * @param to included
     */
    List<Instant> last(Instant from, Instant to, int most) {
        Duration back = Duration.ofMinutes(1);
        while (true) {
            Instant begin = to.minus(back).isAfter(from) ? to.minus(back) : from;
            Deque<Instant> found = new ArrayDeque<>();
            Optional<Instant> each = after(begin);
            while (each.isPresent() && !each.get().isAfter(to)) {
                found.add(each.get());
                if (found.size() > most) {
                    found.removeFirst();
                }
                each = after(each.get());
            }
            if (found.size() == most || begin.equals(from)) {
                return List.copyOf(found);
            }
            back = back.multipliedBy(4);
        }
    }

    private boolean isAt(ZoneOffsetTransition change) {
        boolean isThen = in(change.getOffsetAfter(), change.getInstant().minus(INSTANT_BEFORE))
                .equals(Optional.of(change.getInstant()));
        return isThen ? isHourly || !isRepeated(change.getInstant()) : change.isGap() && isLost(change);
    }

    /** Whether the hour that is left out had a fire time, and the hour that comes instead has none. */
    private boolean isLost(ZoneOffsetTransition gap) {
        Instant before = gap.getInstant().minus(INSTANT_BEFORE);
        Instant end = gap.getInstant().plus(gap.getDuration());
        return in(gap.getOffsetBefore(), before).filter(end::isAfter).isPresent()
                && in(gap.getOffsetAfter(), before).filter(end::isAfter).isEmpty();
    }

    /** Whether clocks showed the same time before, on the same day. */
    private boolean isRepeated(Instant moment) {
        @Nullable ZoneOffsetTransition last = zone.getRules().previousTransition(moment.plusNanos(1));
        return last != null
                && last.isOverlap()
                && moment.isBefore(last.getInstant().plus(last.getDuration().abs()));
    }

    private Optional<Instant> in(ZoneOffset offset, Instant after) {
        return Optional.ofNullable(
                        byOffset.computeIfAbsent(offset, this::fixed).getNextValidTimeAfter(Date.from(after)))
                .map(Date::toInstant);
    }

    private CronExpression fixed(ZoneOffset offset) {
        try {
            CronExpression fixed = new CronExpression(cron);
            fixed.setTimeZone(TimeZone.getTimeZone(offset));
            return fixed;
        } catch (ParseException checkedBefore) {
            throw new IllegalStateException("the cron expression " + cron + " was found right", checkedBefore);
        }
    }
}
