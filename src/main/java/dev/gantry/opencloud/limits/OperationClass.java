package dev.gantry.opencloud.limits;

import java.util.Locale;

/** What a data store request does, as the limits of a job name it. */
public enum OperationClass {
    /** Get an entry. */
    READ("reads"),
    /** Create, update, increment an entry. */
    WRITE("writes"),
    /** List stores, entries, revisions. */
    LIST("lists"),
    /** Delete an entry, delete or undelete a store. */
    REMOVE("removals");

    private final String requests;

    OperationClass(String requests) {
        this.requests = requests;
    }

    /** The class as people write it: {@code read}, {@code list} ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Requests of the class, in a sentence. */
    String requests() {
        return requests;
    }
}
