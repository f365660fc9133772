package dev.gantry.emulator.memorystore;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.gantry.emulator.wire.ObjectText;
import dev.gantry.emulator.wire.Refused;

/** How long items live. */
final class Lifetime {
    private static final Duration LONGEST = Duration.ofDays(45);

    private Lifetime() {}

    /**
     * When an item expires: after its {@code ttl}, as long as items can live when it has none.
     *
     * @throws Refused 400 when the ttl is malformed or too long
     */
    static Instant expiry(ObjectText body, Instant now) {
        return now.plus(body.string("ttl").map(text -> duration("ttl", text)).orElse(LONGEST));
    }

    /**
     * Reads {@code 30s} or {@code 1.5s}.
     *
     * @throws Refused 400 when it is malformed, not positive, or longer than items live
     */
    static Duration duration(String what, String text) {
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?s")) {
            BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
            Duration duration = Duration.ofNanos(seconds.movePointRight(9).longValueExact());
            if (!duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw Refused.invalid(what + " must be seconds, more than 0 and at most " + LONGEST.toSeconds()
                + ", such as 30s, not " + text);
    }

    /**
     * A property that is a number.
     *
     * @throws Refused 400 when it is something else
     */
    static Optional<Double> number(ObjectText body, String name) {
        Optional<String> sent = body.property(name).filter(json -> !json.equals("null"));
        try {
            Optional<Double> number = sent.map(Double::valueOf);
            if (number.stream().allMatch(Double::isFinite)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw Refused.invalid(name + " must be a number, not " + sent.orElse(""));
        }
        throw Refused.invalid(name + " must be a number of 64 bits, not " + sent.orElse(""));
    }
}
