package dev.gantry.opencloud.catalog;

import java.util.Locale;

/** What a parameter of Open Cloud is called in a job: in kebab-case and without the {@code Id} at its end. */
public final class ParameterName {

    private ParameterName() {}

    /** {@code universe_id} and {@code universeId} are {@code universe}; {@code orderBy} is {@code order-by}. */
    public static String of(String parameter) {
        String kebab = kebab(parameter);
        return kebab.endsWith("-id") ? kebab.substring(0, kebab.length() - "-id".length()) : kebab;
    }

    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("[_.\\[\\] ]+", "-")
                .replaceAll("^-|-$", "")
                .toLowerCase(Locale.ROOT);
    }
}
