package dev.gantry.erase;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which entries belong to a user, as Roblox's {@code user_data_templates} say it: a key template, or a whole store's.
 *
 * @param ordered whether it is about an ordered store
 * @param store its name; of a store's template with {@code {UserId}} in it
 * @param scope of a key template, perhaps with {@code {UserId}}
 * @param key of a key template, likewise; empty: all of the store is the user's
 */
public record UserTemplate(boolean ordered, String store, Optional<String> scope, Optional<String> key) {
    static final String USER = "{UserId}";

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    public UserTemplate {
        String place = key.isPresent() ? key.get() + scope.orElse("") : store;
        if (!place.contains(USER)) {
            throw new IllegalArgumentException("a template must hold " + USER + ", found \"" + place + "\"");
        }
    }

    /** The user whom an entry belongs to; empty: it is none of these. */
    Optional<String> user(boolean isOrdered, String ofStore, String ofScope, String id) {
        if (isOrdered != ordered) {
            return Optional.empty();
        }
        // A line feed is in no store's name and no scope, so the parts cannot run into one another.
        String template = key.map(each -> store + "\n" + scope.orElse("global") + "\n" + each)
                .orElse(store);
        return user(template, key.isPresent() ? ofStore + "\n" + ofScope + "\n" + id : ofStore);
    }

    /** Whether a store is by its name a user's. */
    Optional<String> userOfStore(boolean isOrdered, String name) {
        return key.isPresent() || isOrdered != ordered ? Optional.empty() : user(store, name);
    }

    private static Optional<String> user(String template, String text) {
        Matcher matcher = pattern(template).matcher(text);
        return matcher.matches() ? Optional.of(matcher.group("user")) : Optional.empty();
    }

    private static Pattern pattern(String template) {
        return PATTERNS.computeIfAbsent(template, UserTemplate::compiled);
    }

    private static Pattern compiled(String template) {
        String literal = Stream.of(template.split(Pattern.quote(USER), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(USER));
        return Pattern.compile(
                literal.replaceFirst(Pattern.quote(USER), "(?<user>[0-9]+)").replace(USER, "\\k<user>"),
                Pattern.DOTALL);
    }

    /** The store, scope or key of a user: the template filled in. */
    public static String filled(String template, String user) {
        return template.replace(USER, user);
    }
}
