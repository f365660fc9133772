package dev.gantry.emulator.datastore;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.gantry.emulator.wire.Refused;

/** Adding to a value; both must be integers, in whichever form they are written. */
record Increment(BigInteger amount) {
    private static final Pattern SHORT_NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.0{1,20})?");

    /**
     * An amount as the request's JSON has it, empty when it has none.
     *
     * @throws Refused 400 when it is not an integer
     */
    static Increment by(String json) {
        return new Increment(integer("amount", json));
    }

    /**
     * The sum as JSON; a missing value counts as zero.
     *
     * @throws Refused 400 when the value is not an integer
     */
    String applyTo(Optional<String> value) {
        return integer("the value", value.orElse("0")).add(amount).toString();
    }

    private static BigInteger integer(String what, String json) {
        if (!SHORT_NUMBER.matcher(json).matches()) {
            throw Refused.invalid("To increment, " + what + " must be an integer");
        }
        return new BigDecimal(json).toBigIntegerExact();
    }
}
