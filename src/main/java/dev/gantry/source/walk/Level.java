package dev.gantry.source.walk;

import java.util.Optional;

import dev.gantry.job.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A list for each row above it; the outermost has none above. Safe for many threads. */
public interface Level {

    /**
     * The list below a row.
     *
     * @throws dev.gantry.job.jq.RowRejected where an expression fails on the row
     */
    Listing below(@Nullable Row parent);

    /** What is delivered for a listed row; null where it is passed over. */
    @Nullable Row row(@Nullable Row parent, Listing listing, JsonNode listed);

    /**
     * What a refusal of the list means to the job: an outcome to count, or empty where it is an error.
     *
     * @param refused with the list's first page
     */
    default Optional<Item.Outcome> tolerated(dev.gantry.opencloud.OpenCloudException.Refused refused) {
        return Optional.empty();
    }
}
