package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.writeback.Missing;
import dev.gantry.writeback.act.Verdict;

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

    /** What to do about a row whose thing is not there: @return empty where it is to be made */
    static Optional<Verdict> whereMissing(Row row, Missing missing, String what) {
        return switch (missing) {
            case CREATE -> Optional.empty();
            case SKIP -> Optional.of(Verdict.skip("there is no such " + what));
            case FAIL ->
                throw RowValues.rejected(
                        row, "there is no such " + what + "; missing: skip passes over such rows, create makes them");
        };
    }

    /** @throws IllegalArgumentException if what is to be deleted is to be created where it is missing */
    static void refuseToCreateForDeleting(boolean deletes, Missing missing) {
        if (deletes && missing == Missing.CREATE) {
            throw new IllegalArgumentException("delete: true and missing: create contradict each other");
        }
    }
}
