package dev.gantry.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of paths with slashes: {@code *} and {@code ?} within a name, {@code **} for any number of folders, and
 * <code>{a,b}</code>, which is written out before. Names that begin with a dot or an underscore match only where the pattern begins
 * so too.
 *
 * @param fixed the folders before the first name with a wildcard; empty: none
 * @param segments the names from there on
 */
public record Glob(String fixed, List<Segment> segments) {

    private static final int MOST_ALTERNATIVES = 1_000;

    public Glob {
        segments = List.copyOf(segments);
    }

    /** What one name must be like. */
    public record Segment(String text, Pattern pattern) {
        static Segment of(String text) {
            StringBuilder regex = new StringBuilder();
            if (!text.isEmpty() && "*?".indexOf(text.charAt(0)) >= 0) {
                regex.append("(?![._])");
            }
            text.codePoints().forEach(c -> {
                switch (c) {
                    case '*' -> regex.append(".*");
                    case '?' -> regex.append('.');
                    default -> regex.append(Pattern.quote(Character.toString(c)));
                }
            });
            return new Segment(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
        }

        /** Whether it stands for any number of folders, and at the end for all files below. */
        public boolean isAnyDepth() {
            return text.equals("**");
        }

        public boolean matches(String name) {
            return pattern.matcher(name).matches();
        }
    }

    /** Whether a path is a pattern rather than a name. */
    public static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> "*?{".indexOf(c) >= 0);
    }

    /**
     * One for each way to choose from the braces.
     *
     * @throws IllegalArgumentException if a brace is not closed, or there are too many ways
     */
    public static List<Glob> of(String path) {
        List<String> alternatives = new ArrayList<>();
        choose("", path, alternatives);
        return alternatives.stream().distinct().map(Glob::ofOne).toList();
    }

    /** Whether a path matches as a whole. */
    public boolean matches(String path) {
        String below = fixed.isEmpty() || fixed.endsWith("/") ? fixed : fixed + "/";
        return path.startsWith(below)
                && matches(Arrays.asList(path.substring(below.length()).split("/", -1)), 0);
    }

    private boolean matches(List<String> names, int at) {
        if (at == segments.size()) {
            return names.isEmpty();
        }
        Segment segment = segments.get(at);
        if (names.isEmpty()) {
            return false;
        }
        List<String> below = names.subList(1, names.size());
        if (!segment.isAnyDepth()) {
            return segment.matches(names.getFirst()) && matches(below, at + 1);
        }
        boolean isLast = at == segments.size() - 1;
        return (!isLast && matches(names, at + 1))
                || (segment.matches(names.getFirst()) && ((isLast && below.isEmpty()) || matches(below, at)));
    }

    private static Glob ofOne(String path) {
        List<String> names = Arrays.asList(path.split("/", -1));
        int first = 0;
        while (first < names.size() - 1 && !isPattern(names.get(first))) {
            first++;
        }
        String fixed = String.join("/", names.subList(0, first));
        return new Glob(
                first > 0 && fixed.isEmpty() ? "/" : fixed,
                names.subList(first, names.size()).stream().map(Segment::of).toList());
    }

    private static void choose(String chosen, String rest, List<String> alternatives) {
        int open = rest.indexOf('{');
        if (open < 0) {
            alternatives.add(chosen + rest);
            if (alternatives.size() > MOST_ALTERNATIVES) {
                throw new IllegalArgumentException(
                        "its braces stand for more than " + MOST_ALTERNATIVES + " paths; use * for some of them");
            }
            return;
        }
        int depth = 0;
        int from = open + 1;
        List<String> choices = new ArrayList<>();
        for (int i = open; i < rest.length(); i++) {
            char c = rest.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 || (depth == 1 && c == ',')) {
                choices.add(rest.substring(from, i));
                from = i + 1;
            }
            if (depth == 0) {
                break;
            }
        }
        if (depth > 0) {
            throw new IllegalArgumentException("a { in it is not closed by }");
        }
        String after = rest.substring(from);
        for (String choice : choices) {
            choose(chosen + rest.substring(0, open), choice + after, alternatives);
        }
    }
}
