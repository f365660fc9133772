package dev.gantry.database;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table as the database describes it.
 *
 * @param name as the database spells it
 * @param uniqueKeys the columns of its primary key and of each unique index, by the index's name
 * @param isTransactional whether rows in it can be rolled back
 */
public record ExistingTable(
        String name, List<ExistingColumn> columns, Map<String, List<String>> uniqueKeys, boolean isTransactional) {

    public ExistingTable {
        columns = List.copyOf(columns);
        uniqueKeys = Map.copyOf(uniqueKeys);
    }

    /** Its column of that name; if there is none, the only one whose name differs in case alone. */
    public Optional<ExistingColumn> column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .or(() -> {
                    List<ExistingColumn> alike = columns.stream()
                            .filter(column -> column.name().equalsIgnoreCase(wanted))
                            .toList();
                    return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
                });
    }

    /** Whether no two rows can agree in these columns. */
    public boolean isUnique(List<String> key) {
        Set<String> wanted = spelled(key);
        return uniqueKeys.values().stream().anyMatch(columns -> new HashSet<>(columns).equals(wanted));
    }

    /** Names of the unique keys over other columns than these. */
    public List<String> otherUniqueKeys(List<String> key) {
        Set<String> wanted = spelled(key);
        return uniqueKeys.entrySet().stream()
                .filter(unique -> !new HashSet<>(unique.getValue()).equals(wanted))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Set<String> spelled(List<String> key) {
        Set<String> names = new HashSet<>();
        key.forEach(name -> names.add(column(name).map(ExistingColumn::name).orElse(name)));
        return names;
    }
}
