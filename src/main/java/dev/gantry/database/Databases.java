package dev.gantry.database;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.gantry.job.Nearest;
import dev.gantry.job.UserMistake;

/** The databases that a run may use. Each is opened when it is first asked for. Safe for many threads. */
public final class Databases implements AutoCloseable {

    /** For whoever has none. */
    public static final Databases NONE = new Databases(Set.of(), name -> {
        throw new IllegalStateException(name);
    });

    private final Set<String> names;
    private final Function<String, DatabaseAddress> addresses;
    private final Map<String, Database> found = new HashMap<>();

    /** @param addresses asked for one of the names, and only for those that a job uses */
    public Databases(Set<String> names, Function<String, DatabaseAddress> addresses) {
        this.names = Set.copyOf(names);
        this.addresses = addresses;
    }

    /** @throws UserMistake if there is none of that name */
    public synchronized Database find(String name) {
        if (!names.contains(name)) {
            throw new UserMistake("database: \"" + name + "\" is not among gantry.databases of config/application.yml"
                    + (names.isEmpty()
                            ? ", which has none. Write it there, with url:, user: and password:."
                            : Nearest.to(name, names)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse(": "
                                            + String.join(
                                                    ", ",
                                                    names.stream().sorted().toList()) + ".")));
        }
        return found.computeIfAbsent(name, key -> new Database(key, addresses.apply(key)));
    }

    @Override
    public synchronized void close() {
        found.values().forEach(Database::close);
        found.clear();
    }
}
