package dev.gantry.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What <code>${NAME}</code> and <code>${NAME:default}</code> stand for in one reading; <code>$${</code> is a plain
 * <code>${</code>.
 *
 * <p>A name is looked up among the parameters given for the run, a webhook's payload among them, then the job's own {@code params:},
 * then the environment, then the built-ins: <code>${date}</code> (2026-11-23) and <code>${time}</code> (03-00-00, so that it may stand in a path) of the fire
 * time or start in the schedule's zone, <code>${job}</code> and <code>${run}</code>. Not safe for use by several threads.
 */
public final class Values {
    static final int MAX_LENGTH = 65_536;
    static final String NAME = "[A-Za-z_][A-Za-z0-9_.-]*";
    static final List<String> BUILT_IN = List.of("date", "time", "job", "run");

    /** For what only a payload knows: right where an id, a number or any text is. */
    private static final String STANDS_IN = "1";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH-mm-ss");

    private final Givens givens;
    private final String job;
    private final String zone;
    private final Map<String, String> declared;
    private final Set<String> ofPayload;
    private final Map<String, String> resolved = new HashMap<>();
    private final Map<String, Unfillable> failed = new HashMap<>();
    private final Set<String> resolving = new LinkedHashSet<>();
    private final Map<String, String> used = new TreeMap<>();
    private final Set<String> asked = new TreeSet<>();

    /**
     * What comes from outside the job file.
     *
     * @param params the {@code --param} of the run
     * @param environment the process environment
     * @param at the fire time, else the start
     * @param run the id of the run
     * @param isFixed whether {@code params} are the values of a former reading, beside which nothing else is looked up
     * @param isCheck whether it is only seen whether the job is right, so that what a payload will give may be anything
     */
    public record Givens(
            Map<String, String> params,
            Map<String, String> environment,
            Instant at,
            String run,
            boolean isFixed,
            boolean isCheck) {
        public Givens {
            params = Map.copyOf(params);
            environment = Map.copyOf(environment);
        }

        public static Givens of(Map<String, String> params, Map<String, String> environment, Instant at, String run) {
            return new Givens(params, environment, at, run, false, false);
        }

        /** Of a job that is looked at and not run: what a webhook's payload gives is stood in for. */
        public static Givens forCheck(Map<String, String> params, Map<String, String> environment, Instant at) {
            return new Givens(params, environment, at, "0", false, true);
        }

        /** Exactly the values that a former reading {@link Values#used() used}: a resumed run reads its job as it first did. */
        public static Givens fixed(Map<String, String> used) {
            return new Givens(used, Map.of(), Instant.EPOCH, "", true, false);
        }

        static Givens none() {
            return fixed(Map.of());
        }
    }

    /**
     * @param job the name behind <code>${job}</code>
     * @param zone the zone of date and time as the file writes it
     * @param declared the job's {@code params:} as the file writes them
     * @param ofPayload names that a webhook's payload gives
     */
    Values(Givens givens, String job, String zone, Map<String, String> declared, Set<String> ofPayload) {
        this.givens = givens;
        this.job = job;
        this.zone = zone;
        this.declared = declared;
        this.ofPayload = Set.copyOf(ofPayload);
    }

    /** Of a job that no webhook starts. */
    Values(Givens givens, String job, String zone, Map<String, String> declared) {
        this(givens, job, zone, declared, Set.of());
    }

    /** The names that the reading looked up and what it found, defaults excepted; never a secret. */
    public Map<String, String> used() {
        return Collections.unmodifiableMap(new TreeMap<>(used));
    }

    /** The given parameters that nothing asked for. */
    Set<String> unusedParams() {
        Set<String> unused =
                new TreeSet<>(givens.isFixed() ? Set.of() : givens.params().keySet());
        unused.removeAll(asked);
        unused.removeAll(declared.keySet());
        unused.removeAll(ofPayload);
        return unused;
    }

    /** The names that a parameter may be given for: those declared and those looked up, built-ins excepted. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(declared.keySet());
        names.addAll(ofPayload);
        names.addAll(asked);
        BUILT_IN.forEach(names::remove);
        return names;
    }

    @Nullable String environment(String name) {
        return givens.environment().get(name);
    }

    /** The text with every value filled in. */
    String fill(String text) throws Unfillable {
        if (!text.contains("${")) {
            return withinLimit(text);
        }
        StringBuilder filled = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            if (text.startsWith("$${", at)) {
                filled.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = end(text, at + 2);
                filled.append(reference(text.substring(at + 2, end)));
                at = end + 1;
            } else {
                filled.append(text.charAt(at++));
            }
            withinLimit(filled);
        }
        return filled.toString();
    }

    private static int end(String text, int from) throws Unfillable {
        int open = 0;
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith("${", at)) {
                open++;
            } else if (text.charAt(at) == '}' && open-- == 0) {
                return at;
            }
        }
        throw new Unfillable("${ without its }: " + Written.quoted(text.substring(from - 2))
                + "; close it, or write $${ for a plain ${");
    }

    private String reference(String inside) throws Unfillable {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!name.matches(NAME)) {
            throw new Unfillable(
                    "\"${" + Written.shortened(inside) + "}\" does not name a value; names are letters, digits,"
                            + " _ . and -, as in ${NAME} or ${NAME:default}; write $${ for a plain ${");
        }
        if (Secret.NAMES.contains(name)) {
            throw new Unfillable("a secret may not be written into an ordinary field: ${" + name
                    + "} would end up in files, tables and logs; take it out, Gantry reads " + name
                    + " by itself or through a connection of config/application.yml");
        }
        asked.add(name);
        String value = lookUp(name);
        if (value != null) {
            return value;
        }
        if (colon >= 0) {
            return fill(inside.substring(colon + 1));
        }
        throw new Unfillable(unknown(name));
    }

    private @Nullable String lookUp(String name) throws Unfillable {
        String value = resolved.get(name);
        if (value == null) {
            value = find(name);
        }
        if (value != null) {
            resolved.put(name, value);
            used.put(name, value);
        }
        return value;
    }

    private @Nullable String find(String name) throws Unfillable {
        String given = givens.params().get(name);
        if (given != null || givens.isFixed()) {
            return given;
        }
        if (declared.containsKey(name)) {
            return declared(name);
        }
        if (ofPayload.contains(name)) {
            return givens.isCheck() ? STANDS_IN : null;
        }
        String fromEnvironment = givens.environment().get(name);
        return fromEnvironment != null ? fromEnvironment : builtIn(name);
    }

    private @Nullable String builtIn(String name) {
        return switch (name) {
            case "date" -> DATE.format(givens.at().atZone(zone()));
            case "time" -> TIME.format(givens.at().atZone(zone()));
            case "job" -> job;
            case "run" -> givens.run();
            default -> null;
        };
    }

    /** The value of one of the job's own parameters. */
    String param(String name) throws Unfillable {
        String given = givens.params().get(name);
        if (given != null || givens.isFixed()) {
            return given == null ? "" : given;
        }
        Unfillable failure = failed.get(name);
        if (failure != null) {
            throw failure;
        }
        try {
            return guarded(name, declared.getOrDefault(name, ""));
        } catch (Unfillable e) {
            failed.putIfAbsent(name, e);
            throw failed.getOrDefault(name, e); // in a circle, what was found first
        }
    }

    /** A parameter that cannot be filled in is reported where it is declared, not wherever it is used. */
    private String declared(String name) throws Unfillable {
        try {
            return param(name);
        } catch (Unfillable e) {
            throw e.alreadyReported();
        }
    }

    private String guarded(String name, String template) throws Unfillable {
        if (!resolving.add(name)) {
            List<String> circle = new ArrayList<>(resolving);
            circle = circle.subList(circle.indexOf(name), circle.size());
            throw new Unfillable("these values are made of one another: " + String.join(" → ", circle) + " → " + name
                    + "; give one of them a value of its own");
        }
        try {
            return fill(template);
        } finally {
            resolving.remove(name);
        }
    }

    /** A zone that is none, or that cannot be filled in, is the schedule's problem; here it counts as UTC. */
    private ZoneId zone() {
        try {
            return ZoneId.of(guarded("date", zone));
        } catch (DateTimeException | Unfillable e) {
            return ZoneOffset.UTC;
        }
    }

    private String unknown(String name) {
        if (ofPayload.contains(name)) {
            return "${" + name
                    + "} is of the payload of a webhook, which starts this job; to run it by hand, pass --param " + name
                    + "=...";
        }
        Set<String> known = new TreeSet<>(BUILT_IN);
        known.addAll(declared.keySet());
        known.addAll(givens.params().keySet());
        known.addAll(givens.environment().keySet());
        known.removeAll(Secret.NAMES);
        return "${" + name + "} has no value"
                + Nearest.to(name, known)
                        .map(near -> "; did you mean \"" + near + "\"? Pass")
                        .orElse("; pass") + " --param " + name + "=..., declare " + name
                + " under params:, set it in the environment, or write a default: ${" + name + ":...}";
    }

    private static <C extends CharSequence> C withinLimit(C text) throws Unfillable {
        if (text.length() > MAX_LENGTH) {
            throw new Unfillable(
                    "is longer than " + MAX_LENGTH + " characters with its values filled in; keep it in a file");
        }
        return text;
    }

    /** A text whose values cannot be filled in. */
    static final class Unfillable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String text;
        private final boolean reported;

        Unfillable(String message) {
            this(message, false);
        }

        private Unfillable(String message, boolean reported) {
            super(message, null, false, false);
            this.text = message;
            this.reported = reported;
        }

        String text() {
            return text;
        }

        /** Whether the problem is shown elsewhere already. */
        boolean isReported() {
            return reported;
        }

        Unfillable alreadyReported() {
            return new Unfillable(text, true);
        }
    }
}
