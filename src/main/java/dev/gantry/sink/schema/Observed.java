package dev.gantry.sink.schema;

import java.util.Arrays;

import dev.gantry.sink.schema.ColumnType.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What was seen in one place of the rows, for example at {@code items[].count}. Null is not seen: every column may hold it. */
final class Observed {
    /** The kinds of JSON values, and how people call several of them. */
    enum Kind {
        BOOLEAN("booleans"),
        NUMBER("numbers"),
        STRING("texts"),
        OBJECT("objects"),
        LIST("lists");

        final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    /** Why a place is JSON text whatever is in it; the later ones win. */
    enum Opaque {
        NO,
        NESTED,
        ASKED,
        TOO_MANY_PLACES,
        TOO_DEEP
    }

    private static final Kind[] KINDS = Kind.values();

    private final int depth;
    private final long[] counts = new long[KINDS.length];
    private Opaque opaque = Opaque.NO;
    private @Nullable Kind only;
    private boolean isMixed;
    private @Nullable Numbers numbers;
    private @Nullable Texts texts;
    private @Nullable Distinct distinct;
    private @Nullable Members members;
    private @Nullable Observed element;

    Observed(int depth) {
        this.depth = depth;
    }

    void add(JsonNode value, Limits limits) {
        if (value instanceof StringNode text) {
            if (isStill(Kind.STRING, 1)) {
                texts().add(text.stringValue(), distinct());
            }
        } else if (value instanceof NumericNode number) {
            if (isStill(Kind.NUMBER, 1)) {
                numbers().add(number, distinct());
            }
        } else if (value instanceof ObjectNode object) {
            if (isStill(Kind.OBJECT, 1)
                    && isLookedInto(Kind.OBJECT, limits)
                    && !members().add(object, limits)) {
                becomeOpaque(Opaque.TOO_MANY_PLACES);
            }
        } else if (value instanceof ArrayNode list) {
            if (isStill(Kind.LIST, 1) && isLookedInto(Kind.LIST, limits)) {
                Observed each = element();
                for (int i = 0; i < list.size(); i++) {
                    each.add(list.get(i), limits);
                }
            }
        } else if (value instanceof BooleanNode) {
            isStill(Kind.BOOLEAN, 1);
        } else if (!value.isNull() && !value.isMissingNode()) {
            throw new IllegalArgumentException(
                    "a row holds a " + value.getClass().getName() + ", which is not JSON");
        }
    }

    void merge(Observed other, Limits limits) {
        for (Kind kind : KINDS) {
            if (other.counts[kind.ordinal()] > 0) {
                isStill(kind, other.counts[kind.ordinal()]);
            }
        }
        if (other.opaque != Opaque.NO) {
            becomeOpaque(other.opaque);
        }
        if (opaque == Opaque.NO && !isMixed) {
            mergeParts(other, limits);
        }
    }

    private void mergeParts(Observed other, Limits limits) {
        if (other.numbers != null) {
            numbers().merge(other.numbers);
        }
        if (other.texts != null) {
            texts().merge(other.texts);
        }
        if (other.distinct != null) {
            distinct().merge(other.distinct);
        }
        if (other.element != null) {
            element().merge(other.element, limits);
        }
        if (other.members != null && !members().merge(other.members, limits)) {
            becomeOpaque(Opaque.TOO_MANY_PLACES);
        }
    }

    /** Counts, and tells whether there is a type left to find. */
    private boolean isStill(Kind kind, long count) {
        counts[kind.ordinal()] += count;
        if (only == null) {
            only = kind;
        } else if (only != kind && !isMixed) {
            isMixed = true;
            forgetParts();
        }
        return opaque == Opaque.NO && !isMixed;
    }

    private boolean isLookedInto(Kind kind, Limits limits) {
        if (limits.isNestedLeftAlone(depth, kind)) {
            becomeOpaque(Opaque.NESTED);
        } else if (depth >= Limits.DEPTH) {
            becomeOpaque(Opaque.TOO_DEEP);
        }
        return opaque == Opaque.NO;
    }

    void becomeOpaque(Opaque reason) {
        opaque = reason.compareTo(opaque) > 0 ? reason : opaque;
        forgetParts();
    }

    private void forgetParts() {
        numbers = null;
        texts = null;
        distinct = null;
        members = null;
        element = null;
    }

    int depth() {
        return depth;
    }

    Opaque opaque() {
        return opaque;
    }

    /** The kind of all values; null if there was none. Meaningless if {@link #isMixed}. */
    @Nullable Kind only() {
        return only;
    }

    boolean isMixed() {
        return isMixed;
    }

    long count(Kind kind) {
        return counts[kind.ordinal()];
    }

    /** How many values were not null. */
    long values() {
        return Arrays.stream(counts).sum();
    }

    Values valuesAre() {
        if (texts != null && texts.hasLong()) {
            return Values.LONG;
        }
        return distinct != null && distinct.isFewAmong(values()) ? Values.FEW : Values.MANY;
    }

    Numbers numbers() {
        return numbers == null ? numbers = new Numbers() : numbers;
    }

    Texts texts() {
        return texts == null ? texts = new Texts() : texts;
    }

    Members members() {
        return members == null ? members = new Members(depth) : members;
    }

    Observed element() {
        return element == null ? element = new Observed(depth + 1) : element;
    }

    private Distinct distinct() {
        return distinct == null ? distinct = new Distinct() : distinct;
    }
}
