package dev.gantry.source;

import java.util.Optional;

import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.source.walk.Item;

/** What a job does about things that it may not read or that are not there: {@code on-denied} and {@code on-missing}. */
record Tolerance(OnTrouble onDenied, OnTrouble onMissing) {

    /** What becomes of the run. */
    enum OnTrouble {
        FAIL,
        SKIP
    }

    static final Tolerance NONE = new Tolerance(OnTrouble.FAIL, OnTrouble.FAIL);

    /** The two fields, for an object that has them. */
    record Written(Field<OnTrouble> onDenied, Field<OnTrouble> onMissing) {

        static Written in(Fields fields) {
            return new Written(
                    fields.withDefault(
                            "on-denied",
                            Shape.oneOf(OnTrouble.class),
                            OnTrouble.FAIL,
                            "What to do where Open Cloud answers 403, for example for a private inventory: fail, or skip"
                                    + " and count"),
                    fields.withDefault(
                            "on-missing",
                            Shape.oneOf(OnTrouble.class),
                            OnTrouble.FAIL,
                            "What to do where Open Cloud answers 404: fail, or skip and count"));
        }

        Tolerance of(Given given) {
            return new Tolerance(given.get(onDenied), given.get(onMissing));
        }
    }

    /** What a refusal counts as; empty where it is an error. */
    Optional<Item.Outcome> of(OpenCloudException.Refused refused) {
        if (refused.kind() == ErrorKind.DENIED && onDenied == OnTrouble.SKIP) {
            return Optional.of(Item.Outcome.DENIED);
        }
        if (refused.kind() == ErrorKind.NOT_FOUND && onMissing == OnTrouble.SKIP) {
            return Optional.of(Item.Outcome.MISSING);
        }
        return Optional.empty();
    }
}
