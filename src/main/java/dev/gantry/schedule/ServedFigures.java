package dev.gantry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** How the schedules stand and what came of them, in plain numbers, for who measures. */
public final class ServedFigures {

    private final PlanFirings plan;

    ServedFigures(PlanFirings plan) {
        this.plan = plan;
    }

    /** Firings of a job that ended alike, since this process began. */
    public record Ended(String job, Firing.State state, long count) {}

    /** As far as there were any. */
    public List<Ended> ended() {
        return plan.firings().ended().entrySet().stream()
                .map(each -> new Ended(each.getKey().job(), each.getKey().state(), each.getValue()))
                .toList();
    }

    /** The names of all jobs. */
    public List<String> jobs() {
        return plan.book().all().stream().map(JobEntry::job).toList();
    }

    /** How long the oldest firing of each job is overdue; jobs that have none are not among them. */
    public Map<String, Duration> lags() {
        Instant now = plan.clock().instant();
        Map<String, Duration> lags = new HashMap<>();
        plan.firings().oldestWaiting(now).forEach((job, due) -> lags.put(job, Duration.between(due, now)));
        return lags;
    }

    /** Notices of the last 30 days by what became of them: waiting, sent, given_up. */
    public Map<String, Long> notices() {
        Map<String, Long> counts = new HashMap<>();
        plan.tell().notices().byState().forEach((state, count) -> counts.put(state.toLowerCase(Locale.ROOT), count));
        return counts;
    }

    /** Why the state's database cannot be read just now; empty: it can. */
    public Optional<String> unreachable() {
        try {
            jobs();
            return Optional.empty();
        } catch (DataAccessException | TransactionException broken) {
            return Optional.of("the state's database does not answer: "
                    + NestedExceptionUtils.getMostSpecificCause(broken).getMessage());
        }
    }

    /** How many files of the folder have a job that cannot be read as it is. */
    public int brokenFiles() {
        return plan.book().problems().size();
    }
}
