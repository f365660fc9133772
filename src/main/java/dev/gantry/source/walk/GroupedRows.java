package dev.gantry.source.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.gantry.job.Row;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows in groups: each group is a row {@code {"rows": [...]}} that comes again as a whole. */
final class GroupedRows implements ReadAhead.Lister<Item> {

    private final ReadAhead.Lister<Item> above;
    private final int size;

    /** What came in the middle of a group and is no row: it is handed on in its turn. */
    private Optional<Item> waiting = Optional.empty();

    GroupedRows(ReadAhead.Lister<Item> above, int size) {
        this.above = above;
        this.size = size;
    }

    @Override
    public Optional<Item> next() throws InterruptedException {
        List<Item> group = new ArrayList<>();
        while (group.size() < size) {
            Optional<Item> next = waiting.isPresent() ? waiting : above.next();
            waiting = Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            if (!next.get().leadsOn()) {
                if (group.isEmpty()) {
                    return next;
                }
                waiting = next;
                break;
            }
            group.add(next.get());
        }
        return group.isEmpty() ? Optional.empty() : Optional.of(merged(group));
    }

    private static Item merged(List<Item> group) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = merged.putArray("rows");
        int bytes = 0;
        for (Item item : group) {
            Row row = Objects.requireNonNull(item.row());
            rows.add(row.json());
            bytes += item.bytes();
        }
        Row first = Objects.requireNonNull(group.getFirst().row());
        String id = group.size() == 1 ? first.id() : first.id() + " and " + (group.size() - 1) + " more";
        return Item.row(
                new Row(id, merged), group.getFirst().again(), group.getLast().after(), bytes);
    }
}
