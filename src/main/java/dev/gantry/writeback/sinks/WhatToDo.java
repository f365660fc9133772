package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;

import dev.gantry.writeback.Missing;

/** Checks of what a sink is told to do, the same for all that name it by one of several fields. */
final class WhatToDo {

    private WhatToDo() {}

    /**
     * The one that is given.
     *
     * @param names the fields, for people
     * @throws IllegalArgumentException if there is none, or more than one
     */
    static <T> T onlyOne(String names, List<Optional<? extends T>> given) {
        List<T> found = given.stream().<T>flatMap(Optional::stream).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "exactly one of " + names + " says what the change is, found " + found.size());
        }
        return found.getFirst();
    }

    /** @throws IllegalArgumentException if what is to be deleted is to be created where it is missing */
    static void refuseToCreateForDeleting(boolean deletes, Missing missing) {
        if (deletes && missing == Missing.CREATE) {
            throw new IllegalArgumentException("delete: true and missing: create contradict each other");
        }
    }
}
