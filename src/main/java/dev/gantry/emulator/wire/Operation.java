package dev.gantry.emulator.wire;

/**
 * One operation that the emulator serves.
 *
 * @param fact what Roblox's document says about it
 * @param limitClass which quota a request takes from
 * @param errors the shape of its errors
 * @param changes whether a request may change what the emulator holds
 * @param handler what it does
 */
public record Operation(Fact fact, OperationClass limitClass, ErrorShape errors, boolean changes, Handler handler) {

    /** What an operation does with a call. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers without blocking.
         *
         * @throws Refused when the caller is at fault
         */
        Answer answer(Call call);
    }

    /**
     * An operation of the catalogue: it takes from no quota, its errors are those of v2, and it changes something unless its
     * method is GET.
     */
    public static Operation of(String id, Handler handler) {
        return of(Catalogue.shared().fact(id), handler);
    }

    /** The same for facts that the catalogue does not hold. */
    public static Operation of(Fact fact, Handler handler) {
        return new Operation(
                fact, OperationClass.OTHER, ErrorShape.V2, !fact.method().equals("GET"), handler);
    }

    /** The same, taking from a quota. */
    public Operation taking(OperationClass other) {
        return new Operation(fact, other, errors, changes, handler);
    }

    /** The same with errors of another shape. */
    public Operation failing(ErrorShape shape) {
        return new Operation(fact, limitClass, shape, changes, handler);
    }

    /** The same for anyone, though the document asks for a credential. */
    public Operation forAnyone() {
        return new Operation(fact.takingNothing(), limitClass, errors, changes, handler);
    }

    /** The same, whether it changes something or not. */
    public Operation changing(boolean other) {
        return new Operation(fact, limitClass, errors, other, handler);
    }

    /** Its id in Roblox's document. */
    public String id() {
        return fact.id();
    }

    /** Whether it is a list in pages. */
    public boolean isPaged() {
        return fact.page().isPresent();
    }
}
