package dev.gantry.run.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;

import dev.gantry.files.Durable;
import dev.gantry.job.UserMistake;

/**
 * That the state's folder is the same one on all machines of a cluster: an id lies in it and in the database, and the two are
 * equal. The first process makes it, in the folder first.
 */
public final class SharedFolder {

    private static final String NAME = "cluster";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private SharedFolder() {}

    /**
     * @param folder absolute; it exists
     * @throws UserMistake if this is not the cluster's folder
     */
    public static void ensure(DataSource database, Path folder) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                Optional<String> known = known(statement);
                if (known.isEmpty()) {
                    // One at a time, for as long as this transaction takes.
                    statement.execute("LOCK TABLE gantry_cluster IN EXCLUSIVE MODE");
                    known = known(statement);
                }
                Optional<String> here = here(folder);
                if (known.isEmpty()) {
                    statement.execute("INSERT INTO gantry_cluster (id) VALUES ('"
                            + (here.isPresent() ? here.get() : write(folder)) + "')");
                } else if (!known.equals(here)) {
                    throw refused(folder, known.get(), here.isPresent());
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static UserMistake refused(Path folder, String id, boolean isOther) {
        return new UserMistake("The folder " + folder + " of this machine is not the cluster's: "
                + (isOther ? "its file " + NAME + " names another one" : "it has no file " + NAME)
                + ". Mount the same volume as gantry.state on all machines, because unfinished runs and journals lie there."
                + " If that folder is lost, with them, begin anew: echo " + id + " > " + folder.resolve(NAME));
    }

    private static Optional<String> known(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT id FROM gantry_cluster")) {
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    private static Optional<String> here(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        return Files.exists(file)
                ? Optional.of(Files.readString(file).strip())
                        .filter(id -> ID.matcher(id).matches())
                : Optional.empty();
    }

    private static String write(Path folder) throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "");
        Durable.writeWhole(folder.resolve(NAME), (id + "\n").getBytes(StandardCharsets.UTF_8));
        return id;
    }
}
