package dev.gantry.run.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * PostgreSQL's advisory locks, all of this process's in one session of its own, which begins with the first. The server lets
 * go of them when that session ends: at once when the process is killed, within half a minute when its machine is gone.
 *
 * <p>Every other second the session is tried, which also says to the others that this process is alive. One that has not said so for
 * as long as they have patience, because it was stopped or is cut off, is {@linkplain Eviction evicted}. It is sure of its locks only for
 * half that time, or ten seconds, after the session was tried last: so it has stopped being sure before anybody else can have a lock
 * of it. Where the server was started anew, the locks are taken again by the same name, and count as never lost. Safe for many
 * threads.
 */
public final class AdvisoryLocks implements JobLocks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLocks.class);

    private static final String OUT_OF_REACH =
            "This process was out of reach for too long: other machines go on with what it did.";
    private static final int BEATS = 10;
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);

    /** Shorter than it takes the server to find out that a machine is out of reach, and to let go of its locks. */
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(10);

    private final DataSource own;
    private final DataSource database;
    private final Presence presence;
    private final Duration patience;
    private final Duration lease;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, OfSession> held = new HashMap<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heart-beat").factory());
    private @Nullable Connection session;
    private volatile long confirmed;
    private boolean beats;
    private int changing;

    /**
     * @param own opens the session
     * @param database for looks at what others hold
     * @param patience for how long others may not be heard of
     */
    AdvisoryLocks(DataSource own, DataSource database, ProcessToken process, Duration patience) {
        this.own = own;
        this.database = database;
        this.presence = new Presence(process);
        this.patience = patience;
        this.lease = shorter(patience.dividedBy(2), LONGEST_LEASE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public Optional<Held> take(String name) {
        return take(AdvisoryLock.exclusive(name));
    }

    /** Takes a lock that others may have as well, if they take it in the same way. */
    public Optional<Held> takeShared(String name) {
        return take(AdvisoryLock.shared(name));
    }

    private Optional<Held> take(AdvisoryLock wanted) {
        turn.lock();
        try {
            if (held.containsKey(wanted.name()) || !wanted.isTaken(opened())) {
                return Optional.empty();
            }
            OfSession taken = new OfSession(wanted);
            held.put(wanted.name(), taken);
            return Optional.of(taken);
        } catch (SQLException broken) {
            abandon();
            throw new DataAccessResourceFailureException("the lock of " + wanted.name() + " cannot be taken", broken);
        } finally {
            turn.unlock();
        }
    }

    /** What others hold can be seen without taking it. */
    @Override
    public boolean isHeld(String name) {
        return AdvisoryLock.exclusive(name).isHeld(database);
    }

    @Override
    public Changing whileChanging() {
        change(1);
        return () -> change(-1);
    }

    private void change(int by) {
        turn.lock();
        try {
            changing += by;
            beat(opened());
        } catch (SQLException broken) {
            abandon();
            throw new DataAccessResourceFailureException("the state's database went away", broken);
        } finally {
            turn.unlock();
        }
    }

    private Connection opened() throws SQLException {
        Connection current = session;
        if (current == null || current.isClosed()) {
            current = own.getConnection();
            session = current;
            introduce(current);
        }
        if (!beats) {
            beats = true;
            long beat = shorter(patience.dividedBy(BEATS), LONGEST_BEAT).toMillis();
            var unused = heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        }
        return current;
    }

    /** A new session begins: where this process still is known by its name, with the locks of the one before. */
    private void introduce(Connection current) throws SQLException {
        long now = System.nanoTime();
        presence.endFormer(current);
        if (!presence.isRenewed(current, changing)) {
            if (beats) {
                LOG.warn(OUT_OF_REACH);
            }
            loseAll();
            presence.begin(current, changing);
        }
        for (OfSession each : List.copyOf(held.values())) {
            if (!each.lock.isTaken(current)) {
                LOG.warn("Another process has taken over meanwhile: {}", each.lock.name());
                lose(each);
            }
        }
        confirmed = now;
    }

    private void beat() {
        turn.lock();
        try {
            beat(opened());
        } catch (SQLException broken) {
            abandon();
            LOG.debug("the session of the locks is broken, and is opened again in a moment", broken);
        } catch (RuntimeException failed) {
            LOG.error("The locks of this process could not be looked after; they are again in a moment.", failed);
        } finally {
            turn.unlock();
        }
    }

    private void beat(Connection current) throws SQLException {
        long now = System.nanoTime();
        if (presence.isRenewed(current, changing)) {
            confirmed = now;
            return;
        }
        LOG.warn(OUT_OF_REACH);
        loseAll();
        abandon();
    }

    /** To be called under the lock. */
    private void abandon() {
        Connection broken = session;
        session = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException closed) {
            LOG.debug("a broken session could not be closed", closed);
        }
    }

    private void loseAll() {
        List.copyOf(held.values()).forEach(this::lose);
    }

    private void lose(OfSession lost) {
        lost.isLost = true;
        held.remove(lost.lock.name());
    }

    /** Takes over from processes that were not heard of for too long: see {@link Eviction}. */
    public List<String> evict() {
        return new Eviction(database, patience).evict();
    }

    @Override
    public void close() {
        heart.shutdownNow();
        turn.lock();
        try {
            if (session != null && !session.isClosed()) {
                presence.end(session);
            }
        } catch (SQLException broken) {
            LOG.debug("this process could not take its leave; it is forgotten in a while", broken);
        } finally {
            abandon();
            turn.unlock();
        }
    }

    private final class OfSession implements Held {

        private final AdvisoryLock lock;
        private volatile boolean isLost;

        OfSession(AdvisoryLock lock) {
            this.lock = lock;
        }

        @Override
        public boolean isSure() {
            return !isLost && System.nanoTime() - confirmed < lease.toNanos();
        }

        @Override
        public void check() {
            if (!isSure()) {
                beat();
            }
            if (!isSure()) {
                throw new TakenOver("this process was out of reach of the state's database for too long, so others may"
                        + " have taken over: " + lock.name());
            }
        }

        @Override
        public void close() {
            turn.lock();
            try {
                if (held.remove(lock.name(), this) && session != null && !session.isClosed()) {
                    lock.release(session);
                }
            } catch (SQLException broken) {
                LOG.debug("the session is broken, and with it goes the lock", broken);
                abandon();
            } finally {
                turn.unlock();
            }
        }
    }
}
