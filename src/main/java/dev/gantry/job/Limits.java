package dev.gantry.job;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of what the universe may use a run takes for itself; the live game uses the rest.
 *
 * @param share fraction of the universe's quota, above 0 and at most 1
 * @param rates classes that take a rate of their own instead of the share
 * @param concurrency most requests in flight
 */
public record Limits(double share, Players players, Map<OperationClass, Rate> rates, int concurrency) {
    /** Open Cloud counts these apart; the quota of each follows the players online. */
    public enum OperationClass {
        READ,
        WRITE,
        LIST,
        REMOVE
    }

    /** The number of players that the quota is reckoned with. */
    public sealed interface Players {
        /** As many as are online, asked again and again. */
        record Live() implements Players {}

        record Fixed(int players) implements Players {}
    }

    public sealed interface Rate {
        record PerMinute(int requests) implements Rate {}

        record Unlimited() implements Rate {}
    }

    private static final double DEFAULT_SHARE = 0.5;
    private static final int DEFAULT_CONCURRENCY = 64;
    private static final int MAX_CONCURRENCY = 1_000;

    public Limits {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share: must be above 0% and at most 100%");
        }
        Map<OperationClass, Rate> copy = new EnumMap<>(OperationClass.class);
        copy.putAll(rates);
        rates = Collections.unmodifiableMap(copy);
    }

    public static Limits defaults() {
        return new Limits(DEFAULT_SHARE, new Players.Live(), Map.of(), DEFAULT_CONCURRENCY);
    }

    /** The rate that a class takes instead of the share, if it has one. */
    public Optional<Rate> rate(OperationClass operations) {
        return Optional.ofNullable(rates.get(operations));
    }

    /**
     * These limits with those that the text names in their place, as {@code --limits} gives them.
     *
     * @param json for example {@code {"share": "20%", "read": "300/min"}}; YAML's way of writing it will do
     * @throws InvalidJob with every problem of the text
     */
    public Limits overriddenBy(String json) {
        Values values = new Values(Values.Givens.none(), "", "UTC", Map.of());
        Reading reading = new Reading("--limits", values);
        return reading.orThrow(reading.read(Yaml.compose("--limits", json), shape(this)));
    }

    /** @param absent what holds for the keys that are not written */
    static Shape<Limits> shape(Limits absent) {
        return Shape.object(fields -> {
            var share = fields.withDefault(
                    "share",
                    Shape.parsed("a share such as 50%", "[0-9]{1,3}(\\.[0-9]+)?%", "", Limits::share),
                    absent.share,
                    percent(absent.share),
                    "Share of what the universe may use per minute; the live game needs the rest");
            var players = fields.withDefault(
                    "players",
                    Shape.parsed("live or a number of players", "live|[0-9]{1,9}", "", Limits::players),
                    absent.players,
                    absent.players instanceof Players.Fixed fixed ? String.valueOf(fixed.players()) : "live",
                    "The players that the quota is reckoned with: as many as are online, or this number");
            var rates = new EnumMap<OperationClass, Field<Optional<Rate>>>(OperationClass.class);
            for (OperationClass operations : OperationClass.values()) {
                String name = Shape.kebab(operations);
                rates.put(
                        operations,
                        fields.optional(
                                name,
                                Shape.parsed(
                                        "a rate such as 300/min, or none", "none|[0-9]{1,9}/min", "", Limits::rate),
                                "Requests of the class " + name
                                        + " per minute, instead of the share; none for no limit"));
            }
            var concurrency = fields.withDefault(
                    "concurrency",
                    Shape.integer(1, MAX_CONCURRENCY),
                    absent.concurrency,
                    "Most requests in flight at one time");
            return given -> {
                var all = new EnumMap<OperationClass, Rate>(OperationClass.class);
                all.putAll(absent.rates);
                rates.forEach((operations, rate) -> given.get(rate).ifPresent(own -> all.put(operations, own)));
                return new Limits(given.get(share), given.get(players), all, given.get(concurrency));
            };
        });
    }

    private static double share(String percent) {
        double share = Double.parseDouble(percent.substring(0, percent.length() - 1)) / 100;
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is above 0% and at most 100%");
        }
        return share;
    }

    private static String percent(double share) {
        return new BigDecimal(String.valueOf(share))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    private static Players players(String text) {
        return text.equals("live") ? new Players.Live() : new Players.Fixed(Integer.parseInt(text));
    }

    private static Rate rate(String text) {
        if (text.equals("none")) {
            return new Rate.Unlimited();
        }
        int requests = Integer.parseInt(text.substring(0, text.indexOf('/')));
        if (requests == 0) {
            throw new IllegalArgumentException("nothing would ever be sent; a rate is at least 1/min");
        }
        return new Rate.PerMinute(requests);
    }
}
