package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is to go wrong.
 *
 * @param rules in the order in which they are tried; the first that comes before the operation, and the first that comes
 *     after it, happen
 * @param latency held back from every answer, on top of the emulator's own
 */
public record Faults(List<Fault> rules, Latency latency) {
    private static final String LATENCY = "latency";

    public Faults {
        rules = List.copyOf(rules);
    }

    /** Nothing goes wrong. */
    public static Faults none() {
        return new Faults(List.of(), Latency.NONE);
    }

    /**
     * Reads a specification: faults with their triggers, comma-separated, a name more than once if need be.
     *
     * <pre>{@code 429=5%,500=5%,reset=2%,truncate=@7,latency=20ms+-10ms}</pre>
     *
     * @param spec empty for no faults
     * @throws IllegalArgumentException saying what is wrong, where, and what may stand there
     */
    public static Faults parse(String spec) {
        List<Fault> rules = new ArrayList<>();
        Latency latency = Latency.NONE;
        int at = 1;
        for (String part : spec.isBlank() ? new String[0] : spec.split(",", -1)) {
            String name =
                    part.contains("=") ? part.substring(0, part.indexOf('=')).strip() : part.strip();
            String value =
                    part.contains("=") ? part.substring(part.indexOf('=') + 1).strip() : "";
            try {
                if (name.equals(LATENCY)) {
                    latency = Latency.parse(value);
                } else {
                    rules.add(new Fault(kind(name), Fault.Trigger.parse(value)));
                }
            } catch (IllegalArgumentException wrong) {
                String where = "Fault '" + part.strip() + "' at character " + at + ": ";
                throw new IllegalArgumentException(where + wrong.getMessage(), wrong);
            }
            at += part.length() + 1;
        }
        return new Faults(rules, latency);
    }

    private static Fault.Kind kind(String name) {
        return Fault.Kind.of(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no fault '" + name + "'; there are " + names()));
    }

    private static String names() {
        return Stream.concat(Arrays.stream(Fault.Kind.values()).map(Fault.Kind::word), Stream.of(LATENCY))
                .collect(Collectors.joining(", "));
    }
}
