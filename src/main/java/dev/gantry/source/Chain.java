package dev.gantry.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import dev.gantry.source.walk.Stage;

/**
 * Sources one below the other, from the outermost to the innermost: each is read once for every row of the one before, and
 * the rows of the last are delivered.
 */
public record Chain(List<Component> components) implements RowSource {

    /**
     * @throws IllegalArgumentException if the outermost says something about a row, of which there is none, or if one below
     *     another can only stand outermost
     */
    public Chain {
        components = List.copyOf(components);
        if (components.getFirst().needsRow()) {
            throw new IllegalArgumentException("{...} stands for something of the row above, and "
                    + components.getFirst().name()
                    + " has none above it; put it under for-each: of another source, or write {{ for a brace");
        }
        for (Component below : components.subList(1, components.size())) {
            below.whyNotBelow().ifPresent(why -> {
                throw new IllegalArgumentException(below.name() + " under for-each: " + why);
            });
        }
    }

    @Override
    public String name() {
        return outermost().name();
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return outermost().asOf(partitions);
    }

    @Override
    public List<ApiOperation> operations() {
        return components.stream()
                .flatMap(component -> component.operations().stream())
                .distinct()
                .toList();
    }

    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        return outermost().partitions(access);
    }

    @Override
    public RowReader reader(Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        List<Stage> stages = new ArrayList<>(outermost().stages(partition, access));
        components.stream().skip(1).forEach(component -> stages.addAll(component.stagesBelow(access)));
        return new RowReader(
                stages,
                access.cloud().concurrency(),
                bounds,
                stopping,
                outermost().whenEmpty(partition, access));
    }

    private Component outermost() {
        return components.getFirst();
    }
}
