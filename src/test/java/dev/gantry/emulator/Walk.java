package dev.gantry.emulator;

/** Calls each operation of one family so that it succeeds; {@link Caller} holds every exchange against the document. */
@FunctionalInterface
interface Walk {
    /**
     * Asks for every operation of the family, once at least with a 2xx for an answer, and leaves the emulator in a state
     * in which other walks succeed.
     *
     * @param caller with the owner's key, of an emulator for {@link ContractIT#PLAYERS} players of universe 1
     */
    void walk(Caller caller);
}
