package dev.gantry.run.budget;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.sql.DataSource;

import dev.gantry.opencloud.limits.SharedTokens;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import org.jspecify.annotations.Nullable;

/** Budgets in the tables of a PostgreSQL. Safe for many threads and machines. */
public final class BudgetTables implements SharedTokens {

    /** A machine says each second that it is there; so long it may stand still without being taken for dead. */
    static final Duration LEASE = Duration.ofSeconds(20);

    /** A little less than the minute after which the players are counted again. */
    private static final Duration PLAYERS_HOLD = Duration.ofSeconds(55);

    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final long MICROS_A_SECOND = 1_000_000;

    /** In microseconds since 1970; not when the transaction began. */
    private static final String NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";

    private final DataSource database;
    private final String machine;
    private final SharedTime time;
    private final ProxyManager<String> buckets;

    /**
     * Those of a database.
     *
     * @param database whose connections end soon when it is out of reach
     * @param machine no other process has that name
     */
    public BudgetTables(DataSource database, String machine) {
        this(database, machine, new DatabaseTime());
    }

    BudgetTables(DataSource database, String machine, SharedTime time) {
        this.database = database;
        this.machine = machine;
        this.time = time;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("gantry_budget")
                .clientClock(new Clock(time))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.fixedTimeToLive(FORGOTTEN))
                .build();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public long reserve(String budget, Road road, long micros) throws IOException {
        try {
            return buckets.getProxy(budget, () -> shape(road)).consumeIgnoringRateLimits(micros);
        } catch (BucketExecutionException broken) {
            throw new IOException(innermost(broken).getMessage(), broken);
        }
    }

    private static BucketConfiguration shape(Road road) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(road.burstMicros())
                        .refillGreedy(MICROS_A_SECOND, Duration.ofSeconds(1))
                        .initialTokens(road.beginsFull() ? road.burstMicros() : 0))
                .build();
    }

    @Override
    public Map<String, Others> exchange(List<Standing> mine) throws IOException {
        return inTransaction(connection -> {
            if (mine.isEmpty()) {
                askTime(connection);
                return Map.of();
            }
            List<Standing> used = mine.stream().filter(Standing::isUsed).toList();
            if (!used.isEmpty()) {
                tellUse(connection, used);
            }
            List<Standing> slowed =
                    mine.stream().filter(each -> each.news() != null).toList();
            for (Standing each : slowed) {
                tellBrake(connection, each.budget(), Objects.requireNonNull(each.news()));
            }
            return others(connection, mine);
        });
    }

    private void askTime(Connection connection) throws SQLException {
        long asked = time.asking();
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + NOW);
                ResultSet row = statement.executeQuery()) {
            if (row.next()) {
                time.told(row.getLong(1) * 1_000, asked);
            }
        }
    }

    private void tellUse(Connection connection, List<Standing> used) throws SQLException {
        String sql = """
                INSERT INTO gantry_budget_use (budget, machine, rate, runs, used, seen, allowed, players, share, game)
                SELECT budget, ?, rate, runs, used, ?, allowed, players, share, game
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                    AS told (budget, rate, runs, used, allowed, players, share, game)
                ON CONFLICT (budget, machine) DO UPDATE
                SET rate = EXCLUDED.rate, runs = EXCLUDED.runs, used = EXCLUDED.used, seen = EXCLUDED.seen,
                    allowed = EXCLUDED.allowed, players = EXCLUDED.players, share = EXCLUDED.share,
                    game = EXCLUDED.game""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, machine);
            statement.setLong(2, time.nanos());
            statement.setArray(3, array(connection, "varchar", used, Standing::budget));
            statement.setArray(4, array(connection, "float8", used, Standing::rate));
            statement.setArray(5, array(connection, "int4", used, Standing::runs));
            statement.setArray(6, array(connection, "int8", used, Standing::used));
            statement.setArray(
                    7, array(connection, "float8", used, each -> each.shown().limit()));
            statement.setArray(
                    8, array(connection, "int4", used, each -> each.shown().players()));
            statement.setArray(
                    9, array(connection, "float8", used, each -> each.shown().share()));
            statement.setArray(10, array(connection, "int8", used, BudgetTables::game));
            statement.executeUpdate();
        }
    }

    private static @Nullable Long game(Standing standing) {
        OptionalLong game = standing.shown().game();
        return game.isPresent() ? game.getAsLong() : null;
    }

    private static void tellBrake(Connection connection, String budget, Brake brake) throws SQLException {
        String sql = """
                INSERT INTO gantry_budget_brake AS known (budget, full_at, paused_until, slowed_at, said, said_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (budget) DO UPDATE
                SET full_at = GREATEST(known.full_at, EXCLUDED.full_at),
                    paused_until = GREATEST(known.paused_until, EXCLUDED.paused_until),
                    slowed_at = GREATEST(known.slowed_at, EXCLUDED.slowed_at),
                    said = CASE WHEN EXCLUDED.said_at > known.said_at THEN EXCLUDED.said ELSE known.said END,
                    said_at = GREATEST(known.said_at, EXCLUDED.said_at)""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, budget);
            statement.setLong(2, brake.fullAt());
            statement.setLong(3, brake.pausedUntil());
            statement.setLong(4, brake.slowedAt());
            statement.setDouble(5, brake.said());
            statement.setLong(6, brake.saidAt());
            statement.executeUpdate();
        }
    }

    private Map<String, Others> others(Connection connection, List<Standing> mine) throws SQLException {
        String sql = """
                SELECT name, count(machine), max(rate), sum(runs), sum(used), full_at, paused_until, slowed_at, said, said_at,
                    %s
                FROM unnest(?) AS asked (name)
                LEFT JOIN gantry_budget_use seat ON seat.budget = name AND machine <> ? AND seen > ?
                LEFT JOIN gantry_budget_brake brake ON brake.budget = name
                GROUP BY name, full_at, paused_until, slowed_at, said, said_at""".formatted(NOW);
        Map<String, Others> others = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array(connection, "varchar", mine, Standing::budget));
            statement.setString(2, machine);
            statement.setLong(3, time.nanos() - LEASE.toNanos());
            long asked = time.asking();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    time.told(rows.getLong(11) * 1_000, asked);
                    others.put(rows.getString(1), others(rows));
                }
            }
        }
        return others;
    }

    private static Others others(ResultSet row) throws SQLException {
        long fullAt = row.getLong(6);
        Brake brake = row.wasNull()
                ? null
                : new Brake(fullAt, row.getLong(7), row.getLong(8), row.getDouble(9), row.getLong(10));
        return new Others(row.getInt(2), row.getDouble(3), row.getInt(4), row.getLong(5), brake);
    }

    @Override
    public Map<String, Elsewhere> elsewhere() throws IOException {
        String sql = """
                SELECT seat.budget, count(*), max(rate), sum(runs), sum(used), full_at, paused_until, slowed_at, said, said_at,
                    max(allowed), max(players), max(share), max(game)
                FROM gantry_budget_use seat LEFT JOIN gantry_budget_brake brake ON brake.budget = seat.budget
                WHERE machine <> ? AND seen > ?
                GROUP BY seat.budget, full_at, paused_until, slowed_at, said, said_at""";
        return inTransaction(connection -> {
            askTime(connection);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, machine);
                statement.setLong(2, time.nanos() - LEASE.toNanos());
                Map<String, Elsewhere> elsewhere = new HashMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        elsewhere.put(rows.getString(1), new Elsewhere(others(rows), shown(rows)));
                    }
                }
                return elsewhere;
            }
        });
    }

    private static Shown shown(ResultSet row) throws SQLException {
        long game = row.getLong(14);
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(game);
        return new Shown(row.getDouble(11), row.getInt(12), row.getDouble(13), known);
    }

    @Override
    public void leave(Collection<String> budgets) throws IOException {
        inTransaction(connection -> {
            String sql = "DELETE FROM gantry_budget_use WHERE (machine = ? AND budget = ANY (?)) OR seen < ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, machine);
                statement.setArray(2, array(connection, "varchar", budgets, Function.identity()));
                statement.setLong(3, time.nanos() - FORGOTTEN.toNanos());
                statement.executeUpdate();
            }
            String old = "DELETE FROM gantry_budget WHERE expires_at < ?";
            try (PreparedStatement statement = connection.prepareStatement(old)) {
                statement.setLong(1, time.nanos() / 1_000_000);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public OptionalInt players(String universe) throws IOException {
        return inTransaction(connection -> {
            String sql = "SELECT players FROM gantry_budget_players WHERE universe = ? AND counted_at > ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, universe);
                statement.setLong(2, time.nanos() - PLAYERS_HOLD.toNanos());
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
                }
            }
        });
    }

    @Override
    public void playersAre(String universe, int count) throws IOException {
        inTransaction(connection -> {
            String sql = """
                    INSERT INTO gantry_budget_players (universe, players, counted_at) VALUES (?, ?, ?)
                    ON CONFLICT (universe) DO UPDATE SET players = EXCLUDED.players, counted_at = EXCLUDED.counted_at""";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, universe);
                statement.setInt(2, count);
                statement.setLong(3, time.nanos());
                return statement.executeUpdate();
            }
        });
    }

    /** What is done with a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T done = work.with(connection);
            connection.commit();
            return done;
        } catch (SQLException broken) {
            throw new IOException(innermost(broken).getMessage(), broken);
        }
    }

    private static <E> Array array(Connection connection, String type, Collection<E> all, Function<E, ?> part)
            throws SQLException {
        return connection.createArrayOf(type, all.stream().map(part).toArray());
    }

    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    private record Clock(SharedTime time) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return time.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
