package dev.gantry.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What ids look like: what they have in common, and the characters with which others may go on. A guess, which costs time
 * where it is wrong and nothing else.
 */
final class KeyShape {

    /** So many letters before a digit are a word, as in {@code Player12}; fewer may be a number of base 16. */
    private static final int WORD = 3;

    private static final double ALMOST_ALL = 0.9;

    /** Characters other than letters and digits are tried only where they have been seen. */
    private static final int MOST_SEEN = 16;

    private static final Set<Integer> DIGITS = range('0', '9');
    private static final Set<Integer> SMALL = range('a', 'z');
    private static final Set<Integer> CAPITAL = range('A', 'Z');
    private static final Set<Integer> SMALL_HEX = range('a', 'f');
    private static final Set<Integer> CAPITAL_HEX = range('A', 'F');

    private KeyShape() {}

    /**
     * What almost all these ids begin with, up to where numbers, names or the like begin: {@code Player_} of {@code Player_10,
     * Player_11}. They may be the first of very many, so that they look more alike than all are.
     *
     * @param beginning that they have for sure
     */
    static String stem(String beginning, List<String> ids) {
        String usual = ids.get(ids.size() / 2);
        for (int end = usual.length(); end > beginning.length(); end--) {
            String stem = usual.substring(0, end);
            if (isBoundary(usual, end)
                    && stem.codePoints()
                            .skip(beginning.codePointCount(0, beginning.length()))
                            .allMatch(KeyShape::isAskable)
                    && ids.stream().filter(id -> id.startsWith(stem)).count() >= ALMOST_ALL * ids.size()) {
                return stem;
            }
        }
        return beginning;
    }

    /** Behind a character that is no letter or digit, or between a word and a digit. */
    private static boolean isBoundary(String id, int at) {
        if (!isAlphanumeric(id.charAt(at - 1))) {
            return !Character.isHighSurrogate(id.charAt(at - 1));
        }
        boolean digit = at < id.length() && DIGITS.contains((int) id.charAt(at));
        return digit && at >= WORD && IntStream.range(at - WORD, at).allMatch(i -> isLetter(id.charAt(i)));
    }

    /**
     * Characters that may follow the stem: those seen, with all others of their kind, and then of the kinds that the ids are
     * made of further on.
     *
     * @param most a kind that would exceed it is left out
     */
    static List<Integer> following(String stem, List<String> ids, int most) {
        Set<Integer> first = new LinkedHashSet<>();
        Set<Integer> within = new LinkedHashSet<>();
        for (String id : ids) {
            if (id.startsWith(stem) && id.length() > stem.length()) {
                first.add(id.codePointAt(stem.length()));
                id.substring(stem.length())
                        .codePoints()
                        .takeWhile(KeyShape::isAlphanumeric)
                        .forEach(within::add);
            }
        }
        Set<Integer> following = new LinkedHashSet<>();
        for (Set<Integer> kind : kinds(first, within)) {
            if (following.size() + kind.size() <= most) {
                following.addAll(kind);
            }
        }
        return List.copyOf(following);
    }

    private static List<Set<Integer>> kinds(Set<Integer> first, Set<Integer> within) {
        boolean hex = within.stream().anyMatch(DIGITS::contains)
                && within.stream()
                        .allMatch(c -> DIGITS.contains(c) || SMALL_HEX.contains(c) || CAPITAL_HEX.contains(c));
        List<Set<Integer>> all = List.of(DIGITS, hex ? CAPITAL_HEX : CAPITAL, hex ? SMALL_HEX : SMALL);
        List<Set<Integer>> kinds = new ArrayList<>();
        all.stream().filter(kind -> first.stream().anyMatch(kind::contains)).forEach(kinds::add);
        Set<Integer> others = new LinkedHashSet<>();
        first.stream()
                .filter(c -> isAskable(c) && !isAlphanumeric(c))
                .limit(MOST_SEEN)
                .forEach(others::add);
        kinds.add(others);
        all.stream()
                .filter(kind -> !kinds.contains(kind) && within.stream().anyMatch(kind::contains))
                .forEach(kinds::add);
        return kinds;
    }

    /** Whether it may stand in a filter without anybody wondering how it must be written there. */
    private static boolean isAskable(int character) {
        return character != '"'
                && character != '\\'
                && !Character.isISOControl(character)
                && Character.getType(character) != Character.SURROGATE;
    }

    private static boolean isAlphanumeric(int character) {
        return DIGITS.contains(character) || isLetter(character);
    }

    private static boolean isLetter(int character) {
        return SMALL.contains(character) || CAPITAL.contains(character);
    }

    private static Set<Integer> range(int from, int to) {
        return new LinkedHashSet<>(IntStream.rangeClosed(from, to).boxed().toList());
    }
}
