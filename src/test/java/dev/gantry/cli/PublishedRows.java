package dev.gantry.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a second reader finds in a published folder. */
final class PublishedRows {

    private PublishedRows() {}

    /** Each row as text, all its columns, in the order of the files. */
    static List<String> of(Path published) throws SQLException {
        return query("SELECT CAST(t AS VARCHAR) FROM read_parquet('" + published + "/*.parquet') t");
    }

    /** The first column of a query's rows. */
    static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(String.valueOf(results.getString(1)));
            }
            return rows;
        }
    }
}
