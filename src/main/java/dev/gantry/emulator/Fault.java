package dev.gantry.emulator;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way in which the emulator goes wrong, and when.
 *
 * @param kind what goes wrong
 * @param trigger which of the requests that this can happen to
 */
public record Fault(Kind kind, Trigger trigger) {
    private static final Pattern CHANCE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final Pattern NTH = Pattern.compile("@(\\d{1,9})");

    /** What can go wrong. Those before the operation leave nothing done; those after it have done everything. */
    public enum Kind {
        /** 429 {@code RESOURCE_EXHAUSTED} with {@code retry-after: 1}, before the operation. */
        TOO_MANY_REQUESTS("429"),
        /** 500 {@code INTERNAL}, before the operation. */
        INTERNAL("500"),
        /** 503 {@code UNAVAILABLE} with {@code retry-after: 1}, before the operation. */
        UNAVAILABLE("503"),
        /** 503 {@code UNAVAILABLE} without {@code retry-after}, before the operation. */
        UNAVAILABLE_BARE("503-bare"),
        /** 502 with a page of HTML, as a proxy on the way answers, before the operation. */
        HTML("html"),
        /** The connection is reset before the operation, without an answer. */
        RESET("reset"),
        /** The connection is reset after the operation, halfway through the answer. */
        RESET_AFTER("reset-after"),
        /** After the operation the connection is closed in order, but the body ends halfway. */
        TRUNCATE("truncate"),
        /** A list answers no items, and a token that leads to them. Happens to lists only. */
        EMPTY_PAGE("empty-page"),
        /** A list answers half of the page's items, rounded up, and a token that leads to the rest. Happens to lists only. */
        SHORT_PAGE("short-page"),
        /** A list answers the page token that it was asked with. Happens to lists that were sent one. */
        STUCK_TOKEN("stuck-token"),
        /** A list's next page begins with the last item of this one. Happens to lists only. */
        REPEATED_KEYS("repeated-keys"),
        /** A page token counts as expired: 400 {@code INVALID_ARGUMENT}. Happens to lists that were sent one. */
        EXPIRED_TOKEN("expired-token");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Its name in a specification. */
        public String word() {
            return word;
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    /** When a fault happens. */
    public sealed interface Trigger {
        /** Happens with a probability from 0 to 1, independent of what happened before. */
        record Chance(double probability) implements Trigger {
            public Chance {
                if (!(probability >= 0 && probability <= 1)) {
                    throw new IllegalArgumentException("A probability is 0% to 100%, not " + probability * 100 + "%");
                }
            }
        }

        /** Happens once, to the n-th request that it can happen to, counted from 1 and from when the faults were set. */
        record Nth(long n) implements Trigger {
            public Nth {
                if (n < 1) {
                    throw new IllegalArgumentException("Requests are counted from 1, so @" + n + " never comes");
                }
            }
        }

        /**
         * Reads {@code 5%} or {@code @3}.
         *
         * @throws IllegalArgumentException when the text reads otherwise
         */
        static Trigger parse(String text) {
            Matcher chance = CHANCE.matcher(text);
            if (chance.matches()) {
                return new Chance(Double.parseDouble(chance.group(1)) / 100);
            }
            Matcher nth = NTH.matcher(text);
            if (nth.matches()) {
                return new Nth(Long.parseLong(nth.group(1)));
            }
            throw new IllegalArgumentException(
                    "'" + text + "' says not when; write a probability such as 5% or the n-th request as @3");
        }
    }
}
