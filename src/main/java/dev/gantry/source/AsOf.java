package dev.gantry.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

import dev.gantry.job.Shape;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.UniverseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The moment that a job wants to read entries of, as it writes it: {@code as-of}. */
public sealed interface AsOf {

    /** When the run starts. Only what is not written again within its hour is read as it was then. */
    record Now() implements AsOf {}

    /** That of the day's snapshot, which is taken first if it was not yet. All is read as it was then. */
    record Snapshot() implements AsOf {}

    /** A time of the last 30 days. */
    record Time(Instant time) implements AsOf {}

    Shape<AsOf> SHAPE = Shape.parsed(
            "a time such as 2026-11-01T00:00:00Z, now or snapshot",
            "now|snapshot|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[-+][0-9]{2}:[0-9]{2})",
            "",
            AsOf::parse);

    private static AsOf parse(String text) {
        return switch (text) {
            case "now" -> new Now();
            case "snapshot" -> new Snapshot();
            default -> {
                try {
                    yield new Time(OffsetDateTime.parse(text).toInstant());
                } catch (DateTimeException noSuchTime) {
                    throw new IllegalArgumentException("there is no such time", noSuchTime);
                }
            }
        };
    }

    /**
     * The moment itself, for the whole run. Takes the universe's snapshot where one is wanted.
     *
     * @throws dev.gantry.job.UserMistake if Open Cloud cannot read that moment
     */
    default Moment settle(DataStores stores, UniverseId universe) throws InterruptedException {
        Moment moment = switch (this) {
            case Now() -> new Moment(stores.now().truncatedTo(ChronoUnit.MILLIS), false);
            case Time(Instant time) -> new Moment(time, false);
            case Snapshot() -> snapshot(stores, universe);
        };
        moment.check(stores.now());
        return moment;
    }

    private static Moment snapshot(DataStores stores, UniverseId universe) throws InterruptedException {
        Logger log = LoggerFactory.getLogger(AsOf.class);
        DataStores.Snapshot snapshot = stores.snapshot(universe);
        if (snapshot.isNew()) {
            log.info("Took a snapshot of universe {}: its data stores are read as of {}.", universe, snapshot.time());
        } else {
            log.info(
                    "Today's snapshot of universe {} was taken at {}, and there is one to a UTC day: its data stores are"
                            + " read as of then.",
                    universe,
                    snapshot.time());
        }
        return new Moment(snapshot.time(), true);
    }
}
