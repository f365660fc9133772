package dev.gantry.emulator.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.emulator.wire.Refused;

/**
 * Which memberships a list is asked for.
 *
 * @param users only those of these users; empty for all
 * @param role only those that hold this role, a resource path
 */
record MembershipFilter(List<Long> users, Optional<String> role) {
    private static final int MOST_USERS = 50;
    private static final Pattern ROLE =
            Pattern.compile("\\s*role\\s*==\\s*['\"](groups/\\d{1,18}/roles/\\d{1,18})['\"]\\s*");
    private static final Pattern USER = Pattern.compile("\\s*user\\s*==\\s*['\"]users/(\\d{1,18})['\"]\\s*");
    private static final Pattern USERS = Pattern.compile("\\s*user\\s+in\\s+\\[(.*)\\]\\s*");
    private static final Pattern QUOTED = Pattern.compile("\\s*['\"]users/(\\d{1,18})['\"]\\s*");

    MembershipFilter {
        users = List.copyOf(users);
    }

    /**
     * Reads {@code role == 'groups/1/roles/2'}, {@code user == 'users/1'} or {@code user in ['users/1', 'users/2']}.
     *
     * @throws Refused 400 when it reads otherwise or names more than 50 users
     */
    static MembershipFilter parse(String text) {
        if (text.isBlank()) {
            return new MembershipFilter(List.of(), Optional.empty());
        }
        Matcher role = ROLE.matcher(text);
        if (role.matches()) {
            return new MembershipFilter(List.of(), Optional.of(role.group(1)));
        }
        Matcher user = USER.matcher(text);
        if (user.matches()) {
            return new MembershipFilter(List.of(Long.parseLong(user.group(1))), Optional.empty());
        }
        Matcher users = USERS.matcher(text);
        if (users.matches()) {
            return new MembershipFilter(ids(users.group(1), text), Optional.empty());
        }
        throw unreadable(text);
    }

    private static List<Long> ids(String list, String text) {
        List<Long> ids = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            Matcher quoted = QUOTED.matcher(item);
            if (!quoted.matches()) {
                throw unreadable(text);
            }
            ids.add(Long.parseLong(quoted.group(1)));
        }
        if (ids.size() > MOST_USERS) {
            throw Refused.invalid("The filter names " + ids.size() + " users, most is " + MOST_USERS);
        }
        return ids;
    }

    private static Refused unreadable(String text) {
        return Refused.invalid("The filter must read role == 'groups/1/roles/2', user == 'users/1' or"
                + " user in ['users/1', 'users/2'], not " + text);
    }
}
