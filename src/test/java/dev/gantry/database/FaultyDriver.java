package dev.gantry.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/** The real driver of a URL such as {@code jdbc:faulty:postgresql:...}, around whose commits something may happen. */
public final class FaultyDriver implements Driver {
    private static final String PREFIX = "jdbc:faulty:";
    private static final Map<String, Happening> AROUND = new ConcurrentHashMap<>();

    /** On which side of a commit. */
    public enum Instant {
        BEFORE,
        AFTER
    }

    /** What happens. */
    public interface Around {
        /** @param commit counted from 1 */
        void commit(Instant instant, int commit) throws SQLException;
    }

    private record Happening(Around around, AtomicInteger commits) {}

    static {
        try {
            DriverManager.registerDriver(new FaultyDriver());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** From now on around the commits of this database, counted anew. */
    public static void happens(DatabaseAddress address, Around what) {
        AROUND.put(through(address).url(), new Happening(what, new AtomicInteger()));
    }

    public static DatabaseAddress through(DatabaseAddress address) {
        return new DatabaseAddress(
                PREFIX + address.url().substring("jdbc:".length()), address.user(), address.password());
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection real = DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), info);
        Happening here = Objects.requireNonNull(AROUND.get(url), url);
        return (Connection) Proxy.newProxyInstance(
                FaultyDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean isCommit = method.getName().equals("commit");
                    int commit = isCommit ? here.commits().incrementAndGet() : 0;
                    if (isCommit) {
                        here.around().commit(Instant.BEFORE, commit);
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (isCommit) {
                            here.around().commit(Instant.AFTER, commit);
                        }
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
