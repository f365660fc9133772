package dev.gantry.job.jq;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import net.thisptr.jackson.jq.JsonQuery;
import org.jspecify.annotations.Nullable;

/** The parts of a compiled query. jackson-jq offers no way to look at them, so they are reached by reflection, once, at compile time. */
final class Tree {
    private static final String LIBRARY = "net.thisptr.jackson.jq.";

    private Tree() {}

    /** Every part, in no particular order. */
    static List<Object> parts(JsonQuery query) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> parts = new ArrayList<>();
        Deque<Object> open = new ArrayDeque<>(List.of(query));
        while (!open.isEmpty()) {
            Object part = open.pop();
            if (seen.add(part)) {
                parts.add(part);
                children(part).forEach(open::push);
            }
        }
        return parts;
    }

    static String text(Object part, String field) {
        return value(part, field(part, field)).map(String::valueOf).orElse("");
    }

    static List<?> list(Object part, String field) {
        return value(part, field(part, field)).orElse(null) instanceof List<?> list ? list : List.of();
    }

    static <T> T value(Object part, String field, Class<T> type) {
        return type.cast(value(part, field(part, field)).orElseThrow());
    }

    static void replace(Object part, String field, Object value) {
        try {
            field(part, field).set(part, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot change " + field + " of " + part.getClass(), e);
        }
    }

    private static List<Object> children(Object part) {
        if (part instanceof Collection<?> collection) {
            return collection.stream()
                    .<Object>map(element -> element)
                    .filter(Tree::isPart)
                    .toList();
        }
        return fields(part).stream()
                .flatMap(field -> value(part, field).stream())
                .filter(Tree::isPart)
                .toList();
    }

    private static boolean isPart(@Nullable Object value) {
        return value instanceof Collection<?>
                || (value != null && value.getClass().getName().startsWith(LIBRARY));
    }

    private static Field field(Object part, String name) {
        return fields(part).stream()
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(part.getClass() + " has no field " + name));
    }

    private static List<Field> fields(Object part) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = part.getClass(); type.getName().startsWith(LIBRARY); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static Optional<Object> value(Object part, Field field) {
        try {
            return Optional.ofNullable(field.get(part));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }
}
