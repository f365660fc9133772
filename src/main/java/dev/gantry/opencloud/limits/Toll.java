package dev.gantry.opencloud.limits;

/**
 * What a request takes from one lane when it leaves.
 *
 * @param amount 0: nothing, it only waits for the lane's pauses to end
 */
record Toll(Lane lane, long amount) {

    static Toll pausesOf(Lane lane) {
        return new Toll(lane, 0);
    }

    boolean isFree() {
        return amount == 0;
    }

    long untilFree() {
        return isFree() ? lane.untilPauseEnds() : lane.untilFree(amount);
    }

    void take() {
        if (!isFree()) {
            lane.take(amount);
        }
    }
}
