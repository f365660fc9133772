package dev.gantry.emulator.game;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sessions that are open, to find one by its player or at random. */
final class Crowd {
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Integer, Integer> places = new HashMap<>();

    int size() {
        return sessions.size();
    }

    boolean holds(int player) {
        return places.containsKey(player);
    }

    /** The session at a place, or the next one if that is this one; there are two at least. */
    Session otherThan(Session session, int place) {
        Session found = sessions.get(place);
        return found == session ? sessions.get((place + 1) % sessions.size()) : found;
    }

    void add(Session session) {
        places.put(session.player(), sessions.size());
        sessions.add(session);
    }

    /** The last session takes the place of the one that goes. */
    void remove(Session session) {
        Integer place = places.remove(session.player());
        if (place == null) {
            throw new IllegalStateException("Player " + session.player() + " is not online");
        }
        Session last = sessions.removeLast();
        if (last != session) {
            sessions.set(place, last);
            places.put(last.player(), place);
        }
    }

    void clear() {
        sessions.clear();
        places.clear();
    }
}
