package dev.gantry.dashboard.page;

import dev.gantry.run.RunStatus;
import dev.gantry.schedule.Firing;

/**
 * How something stands, in a word with a colour; the word alone says it all.
 *
 * @param kind of the colour: good, bad, busy, warn, calm
 */
record Badge(String word, String kind) {

    static Badge of(RunStatus status) {
        return new Badge(
                status.label(),
                switch (status) {
                    case DONE -> "good";
                    case RUNNING -> "busy";
                    case STOPPED -> "warn";
                    case FAILED, DIED -> "bad";
                    case GIVEN_UP -> "calm";
                });
    }

    static Badge of(Firing.State state) {
        return new Badge(
                state.label(),
                switch (state) {
                    case DONE -> "good";
                    case RUNNING, WAITING -> "busy";
                    case STOPPED, SKIPPED -> "warn";
                    case FAILED -> "bad";
                });
    }
}
