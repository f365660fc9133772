package dev.gantry.sink;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What a summary's command to look shows. */
final class Looked {
    private static final Pattern COMMAND = Pattern.compile("duckdb -c \"(FROM [^\"$`!]+)\"");

    private Looked() {}

    static List<Map<String, @Nullable Object>> at(Published published) throws SQLException {
        String command = published.look().orElseThrow();
        Matcher matcher = COMMAND.matcher(command);
        if (!matcher.matches()) {
            throw new AssertionError("a shell would not take this command as it is meant: " + command);
        }
        return DuckDb.query(matcher.group(1));
    }
}
