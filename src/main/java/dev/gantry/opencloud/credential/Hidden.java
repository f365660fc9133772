package dev.gantry.opencloud.credential;

import java.util.Collection;

/** Takes secrets out of texts that others wrote. */
final class Hidden {

    /** Anything shorter is no secret, and would be found in ordinary words. */
    private static final int SHORTEST = 8;

    private Hidden() {}

    static String in(String text, Collection<String> secrets) {
        String shown = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                shown = shown.replace(secret, "***");
            }
        }
        return shown;
    }
}
