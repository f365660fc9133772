package dev.gantry.run.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
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
 * <p>Ten times in as long as the others have patience the session is tried, which also says to them that this process is alive. One that
 * has not said so for all that time, because it was stopped or is cut off, is {@linkplain #evict evicted}: its sessions are ended and its
 * name is taken out, so that it cannot come back as the one it was. It is sure of its locks only for half that time after the session
 * was tried last: so it has stopped being sure before anybody else can have a lock of it. Where the
 * server was started anew, the locks are taken again by the same name, and count as never lost. Safe for many threads.
 */
public final class AdvisoryLocks implements JobLocks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLocks.class);

    private static final String OUT_OF_REACH =
            "This process was out of reach for too long: other machines go on with what it did.";
    private static final int BEATS = 10;
    private static final int LOOKS_FOR_FORMER = 40;

    /** A process that neither lives nor was evicted, because it was changing something. */
    private static final String FORGOTTEN = "seen < CURRENT_TIMESTAMP - INTERVAL '1' DAY";

    private final DataSource own;
    private final DataSource database;
    private final ProcessToken process;
    private final Duration patience;
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
        this.process = process;
        this.patience = patience;
    }

    /** Who this process is among the others. */
    public String token() {
        return process.token();
    }

    /** Whether the process of this token lives. */
    public boolean isAlive(String token) {
        return isHeld(nameOf(token));
    }

    private static String nameOf(String token) {
        return "process " + token;
    }

    @Override
    public Optional<Held> take(String name) {
        return take(name, "SELECT pg_try_advisory_lock(?)");
    }

    /** Takes a lock that others may have as well, if they take it in the same way. */
    public Optional<Held> takeShared(String name) {
        return take(name, "SELECT pg_try_advisory_lock_shared(?)");
    }

    private Optional<Held> take(String name, String sql) {
        turn.lock();
        try {
            if (held.containsKey(name)) {
                return Optional.empty();
            }
            OfSession wanted = new OfSession(name, sql);
            if (!take(opened(), wanted)) {
                return Optional.empty();
            }
            held.put(name, wanted);
            return Optional.of(wanted);
        } catch (SQLException broken) {
            abandon();
            throw new DataAccessResourceFailureException("the lock of " + name + " cannot be taken", broken);
        } finally {
            turn.unlock();
        }
    }

    private static boolean take(Connection session, OfSession wanted) throws SQLException {
        try (PreparedStatement taking = session.prepareStatement(wanted.sql)) {
            taking.setLong(1, key(wanted.name));
            try (ResultSet taken = taking.executeQuery()) {
                return taken.next() && taken.getBoolean(1);
            }
        }
    }

    /** What others hold can be seen without taking it. */
    @Override
    public boolean isHeld(String name) {
        long key = key(name);
        try (Connection connection = database.getConnection();
                PreparedStatement looking =
                        connection.prepareStatement("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                                + " AND classid::bigint = ? AND objid::bigint = ? AND objsubid = 1")) {
            looking.setLong(1, key >>> 32);
            looking.setLong(2, key & 0xffffffffL);
            try (ResultSet found = looking.executeQuery()) {
                return found.next();
            }
        } catch (SQLException broken) {
            throw new DataAccessResourceFailureException("it cannot be told who holds " + name, broken);
        }
    }

    /** The lock's number, of which the server knows no names. */
    private static long key(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("gantry " + name).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
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
            long beat = patience.toMillis() / BEATS;
            var unused = heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        }
        return current;
    }

    /** A new session begins: where this process still is known by its name, with the locks of the one before. */
    private void introduce(Connection current) throws SQLException {
        endFormer(current);
        boolean isKnown = update(current, "UPDATE gantry_process SET seen = CURRENT_TIMESTAMP WHERE token = ?") == 1;
        if (!isKnown) {
            if (beats) {
                LOG.warn(OUT_OF_REACH);
            }
            loseAll();
            add(current);
        }
        take(current, new OfSession(nameOf(process.token()), "SELECT pg_try_advisory_lock(?)"));
        for (OfSession each : List.copyOf(held.values())) {
            if (!take(current, each)) {
                LOG.warn("Another process has taken over meanwhile: {}", each.name);
                lose(each);
            }
        }
        confirmed = System.nanoTime();
    }

    /** The server may not know yet that our session before is broken, and hold our locks for it. */
    private void endFormer(Connection current) throws SQLException {
        String former = " FROM pg_stat_activity WHERE application_name = '" + process.locks()
                + "' AND pid <> pg_backend_pid()";
        try (Statement ending = current.createStatement()) {
            ending.execute("SELECT pg_terminate_backend(pid)" + former);
            for (int look = 0; look < LOOKS_FOR_FORMER; look++) {
                try (ResultSet left = ending.executeQuery("SELECT pg_sleep(0.05)" + former)) {
                    if (!left.next()) {
                        return;
                    }
                }
            }
        }
    }

    private void add(Connection current) throws SQLException {
        try (PreparedStatement adding = current.prepareStatement(
                "INSERT INTO gantry_process (token, host, pid, seen, changing) VALUES (?, ?, ?, CURRENT_TIMESTAMP, ?)")) {
            adding.setString(1, process.token());
            adding.setString(2, process.host());
            adding.setLong(3, process.pid());
            adding.setInt(4, changing);
            adding.executeUpdate();
        }
    }

    private int update(Connection current, String sql) throws SQLException {
        try (PreparedStatement updating = current.prepareStatement(sql)) {
            updating.setString(1, process.token());
            return updating.executeUpdate();
        }
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
        if (update(
                        current,
                        "UPDATE gantry_process SET seen = CURRENT_TIMESTAMP, changing = " + changing
                                + " WHERE token = ?")
                == 1) {
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
        held.remove(lost.name);
    }

    /**
     * Takes the locks of processes that have stood still for too long from them: they are forgotten first, so that they cannot take them
     * again, then whatever sessions they have are ended, with what these had not committed. Those that change Open Cloud are let be: what
     * they write there cannot be fenced, so they are waited for.
     *
     * @return what is known of them, for people
     */
    public List<String> evict() {
        List<String> evicted = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement looking = connection.createStatement()) {
            Map<String, String> stale = new HashMap<>();
            try (ResultSet found = looking.executeQuery("DELETE FROM gantry_process WHERE " + FORGOTTEN
                    + " OR changing = 0 AND seen < CURRENT_TIMESTAMP - INTERVAL '" + patience.toSeconds()
                    + "' SECOND RETURNING token, host, pid")) {
                while (found.next()) {
                    stale.put(found.getString(1), "process " + found.getLong(3) + " of " + found.getString(2));
                }
            }
            for (Map.Entry<String, String> each : stale.entrySet()) {
                if (end(connection, each.getKey()) > 0) {
                    evicted.add(each.getValue());
                }
            }
        } catch (SQLException broken) {
            throw new DataAccessResourceFailureException("it cannot be told which processes live", broken);
        }
        return evicted;
    }

    private static int end(Connection connection, String token) throws SQLException {
        int ended = 0;
        try (PreparedStatement ending = connection.prepareStatement("SELECT pg_terminate_backend(pid)"
                + " FROM pg_stat_activity WHERE application_name LIKE ? AND pid <> pg_backend_pid()")) {
            ending.setString(1, ProcessToken.application(token) + "%");
            try (ResultSet each = ending.executeQuery()) {
                while (each.next()) {
                    ended++;
                }
            }
        }
        return ended;
    }

    @Override
    public void close() {
        heart.shutdownNow();
        turn.lock();
        try {
            if (session != null && !session.isClosed()) {
                update(session, "DELETE FROM gantry_process WHERE token = ?");
            }
        } catch (SQLException broken) {
            LOG.debug("this process could not take its leave; it is forgotten in a while", broken);
        } finally {
            abandon();
            turn.unlock();
        }
    }

    private final class OfSession implements Held {

        private final String name;
        private final String sql;
        private volatile boolean isLost;

        OfSession(String name, String sql) {
            this.name = name;
            this.sql = sql;
        }

        @Override
        public boolean isSure() {
            return !isLost && System.nanoTime() - confirmed < patience.toNanos() / 2;
        }

        @Override
        public void check() {
            if (!isSure()) {
                beat();
            }
            if (!isSure()) {
                throw new TakenOver("this process was out of reach of the state's database for too long, so others may"
                        + " have taken over: " + name);
            }
        }

        @Override
        public void close() {
            turn.lock();
            try {
                if (held.remove(name, this) && session != null && !session.isClosed()) {
                    release(session);
                }
            } catch (SQLException broken) {
                abandon();
            } finally {
                turn.unlock();
            }
        }

        private void release(Connection current) throws SQLException {
            String unlock = sql.replace("try_advisory_lock", "advisory_unlock");
            try (PreparedStatement releasing = current.prepareStatement(unlock)) {
                releasing.setLong(1, key(name));
                releasing.executeQuery().close();
            }
        }
    }
}
