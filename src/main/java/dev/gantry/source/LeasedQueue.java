package dev.gantry.source;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Received;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.source.walk.Lease;
import dev.gantry.source.walk.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A memory store queue. Reading its items hides them for a while; discarding them by the id of that reading takes them away.
 * Shapes checked on 2026-11-26.
 */
final class LeasedQueue implements Queue {

    static final ApiOperation READ = Catalog.ofProgram().operation("Cloud_ReadMemoryStoreQueueItems");
    static final ApiOperation DISCARD = Catalog.ofProgram().operation("Cloud_DiscardMemoryStoreQueueItems");

    private static final Logger LOG = LoggerFactory.getLogger(LeasedQueue.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** A request that a killed try had sent may be served a while after the next has begun. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(10);

    private final OpenCloud cloud;
    private final MemoryStoreQueueItems source;
    private Instant returned = Instant.MIN;

    LeasedQueue(OpenCloud cloud, MemoryStoreQueueItems source) {
        this.cloud = cloud;
        this.source = source;
    }

    @Override
    public long limit() {
        return source.limit().orElse(Long.MAX_VALUE);
    }

    /** Whatever a killed try has read is seen again when it is hidden no longer. */
    @Override
    public void awaitReturning() {
        returned = now().plus(source.leasing().invisibility()).plus(UNDER_WAY);
    }

    @Override
    public Optional<Lease> take(long most) throws InterruptedException {
        Instant enough = now().plus(source.patience());
        Optional<Lease> lease = read(most);
        while (lease.isEmpty() && (now().isBefore(enough) || now().isBefore(returned))) {
            // What is hidden comes at a known time: looking for it before would only fail now and then, and hide more.
            Instant look = now().isBefore(enough) ? now().plus(BETWEEN_LOOKS) : returned;
            cloud.time().sleep(Duration.between(now(), look));
            lease = read(most);
        }
        return lease;
    }

    private Optional<Lease> read(long most) throws InterruptedException {
        MemoryStoreQueueItems.Leasing leasing = source.leasing();
        long count = leasing.allOrNothing() ? leasing.count() : Math.min(leasing.count(), most);
        Instant until = now().plus(leasing.invisibility());
        Request request = request(READ)
                .withQuery("count", Long.toString(count))
                .withQuery("invisibilityWindow", seconds(leasing.invisibility()));
        long failures = failures();
        try {
            Received received =
                    cloud.call(leasing.allOrNothing() ? request.withQuery("allOrNothing", "true") : request);
            return lease(received, until);
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND && leasing.allOrNothing()) {
                return Optional.empty();
            }
            throw refused;
        } finally {
            if (failures() > failures) {
                // An answer was lost, perhaps this one's: then items are hidden of which nobody knows.
                awaitReturning();
            }
        }
    }

    private long failures() {
        return cloud.traffic().retries() - cloud.traffic().throttledAnswers();
    }

    private Optional<Lease> lease(Received received, Instant until) {
        String readId = received.json().path("readId").asString("");
        List<Row> rows = new ArrayList<>();
        for (JsonNode item : received.json().path("items")) {
            String id = item.path("id").asString(item.path("path").asString(""));
            if (readId.isEmpty() || id.isEmpty() || !(item instanceof ObjectNode row)) {
                throw new OpenCloudException.Unusable("Reading queue " + source.queue() + " was answered without "
                        + (readId.isEmpty() ? "readId" : "an item's id")
                        + ", so nothing of it could be discarded. Nothing is lost: it comes again in "
                        + seconds(source.leasing().invisibility()) + ". Tell Roblox if it persists.");
            }
            rows.add(new Row(source.queue() + "/" + id, row.put("readId", readId)));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Lease(readId, until, rows, received.bytes()));
    }

    @Override
    public boolean acknowledge(String lease, Instant until) throws InterruptedException {
        try {
            cloud.call(request(DISCARD)
                    .withBody(JsonNodeFactory.instance.objectNode().put("readId", lease))
                    .repeatable());
        } catch (OpenCloudException.Refused refused) {
            boolean forgotten = refused.kind() == ErrorKind.NOT_FOUND || refused.kind() == ErrorKind.INVALID;
            if (!forgotten || now().isBefore(until)) {
                throw refused;
            }
            LOG.info(
                    "Reading {} of queue {} cannot be discarded any more ({}); what comes again of it is passed over and"
                            + " discarded then.",
                    lease,
                    source.queue(),
                    refused.status());
        }
        return now().isBefore(until);
    }

    private Request request(ApiOperation operation) {
        return Request.of(operation)
                .withVariable("universe_id", source.universe().toString())
                .withVariable("queue_id", source.queue());
    }

    private Instant now() {
        return cloud.time().now();
    }

    /** As Open Cloud writes durations: {@code 300s}, {@code 1.5s}. */
    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
    }
}
