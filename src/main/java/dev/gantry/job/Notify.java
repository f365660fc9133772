package dev.gantry.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is told what of a job that {@code gantry serve} runs.
 *
 * @param to names of webhooks of {@code config/application.yml}
 * @param staleAfter how old the last success may be before that is told
 */
public record Notify(List<String> to, List<Event> on, Optional<Duration> staleAfter) {

    /** What may be told. */
    public enum Event {
        /** A run has failed, and is not tried again. */
        FAILURE,
        SUCCESS,
        /** A run has succeeded, but rows were rejected or the result lacks something. */
        REJECTS,
        /** Fire times passed without a run. */
        MISSED,
        /** The last success is too long ago. */
        STALE
    }

    private static final List<Event> USUAL = List.of(Event.FAILURE, Event.REJECTS, Event.MISSED, Event.STALE);

    public Notify {
        to = List.copyOf(to);
        on = List.copyOf(on);
    }

    static final Shape<Notify> SHAPE = Shape.object(fields -> {
        var to = fields.required(
                "to",
                Shape.listOrOne(Shape.text("[A-Za-z0-9_.-]+", Job.MAX_NAME, "the name of a webhook")),
                "Webhooks of config/application.yml, by name");
        var on = fields.withDefault(
                "on",
                Shape.listOrOne(Shape.oneOf(Event.class)),
                USUAL,
                "What is told: failure, success, rejects, missed fire times, stale");
        var staleAfter = fields.optional(
                "stale-after",
                Shape.duration(),
                "How old the last success may be before that is told, for example 26h for a nightly backup");
        return given -> new Notify(given.get(to), given.get(on), given.get(staleAfter));
    });

    /** @throws IllegalArgumentException if there is no such event */
    public static Notify of(List<String> to, List<String> on, Optional<Duration> staleAfter) {
        List<Event> events = on.stream()
                .map(name -> List.of(Event.values()).stream()
                        .filter(event -> Shape.kebab(event).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("nothing is called \"" + name
                                + "\"; there are failure, success, rejects, missed, stale")))
                .toList();
        return new Notify(to, events.isEmpty() ? USUAL : events, staleAfter);
    }
}
