package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The lanes that one run's requests of one kind meet, in the order that all lines keep to.
 *
 * @param seat in the universe's class; null where no universe counts it
 * @param bytes null where bytes are not counted
 * @param operation the owner's limit of the operation
 * @param limit that limit's number; 0: there is none
 */
record Route(Line line, @Nullable Seat seat, @Nullable Throughput bytes, Lane operation, long limit) {

    boolean isUnlimited() {
        return seat != null && seat.isUnlimited();
    }

    /** What a request takes that asks for so many units and is taken to move so many kilobytes. */
    List<Toll> tolls(long units, long kilobytes) {
        List<Toll> tolls = new ArrayList<>(4);
        if (seat != null) {
            tolls.addAll(seat.tolls(units));
        }
        if (bytes != null) {
            tolls.add(new Toll(bytes.lane(), isUnlimited() ? 0 : kilobytes));
        }
        tolls.add(new Toll(operation, isUnlimited() || limit == 0 ? 0 : 1));
        return tolls;
    }

    /** A request has left. */
    void left(long units, long kilobytes) {
        if (seat != null) {
            seat.budget().count(units);
        }
        if (bytes != null && !isUnlimited()) {
            bytes.left(kilobytes);
        }
    }

    /** What it has cost, when that is known. */
    void settle(long moved, long kilobytes) {
        if (bytes != null && !isUnlimited()) {
            bytes.moved(moved, kilobytes);
        }
    }

    /** What an answer says counts for the universe, unless its number is the owner's limit of the operation. */
    void told(RateHeaders headers, boolean isRefusal) {
        if (headers.limit() == limit || seat == null) {
            if (headers.remaining() == 0 && !isRefusal) {
                operation.pause(headers.reset());
            }
        } else {
            seat.budget().told(headers, isRefusal);
        }
    }

    /** Slows what is likely to have been too much; the universe when nothing tells. */
    void throttled(Optional<RateHeaders> headers, Duration pause) {
        if (bytes != null && headers.filter(bytes::isOf).isPresent()) {
            bytes.lane().throttled(pause);
        } else if (seat == null || headers.filter(said -> said.limit() == limit).isPresent()) {
            operation.throttled(pause);
        } else {
            seat.budget().throttled(pause);
        }
    }
}
