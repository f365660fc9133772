package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** A metric and the values of a dimension. */
final class MetricsWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        String api = "/analytics-query-api/v1/universes/1";
        String times = "\"startTime\":\"2026-02-27T00:00:00Z\",\"endTime\":\"2026-02-28T00:00:00Z\"";
        for (String kind : new String[] {"metrics", "dimension-values"}) {
            String query = "{\"metric\":\"PeakConcurrentPlayers\",\"granularity\":\"OneHour\"," + times + "}";
            Caller.Reply begun = caller.send("POST", api + "/" + kind, query);
            assertThat(begun.status()).isEqualTo(202);
            String operation =
                    "/analytics-query-api/v1/" + begun.json().get("path").asString();
            caller.get(operation);
            caller.get(operation);
            assertThat(caller.get(operation)
                            .json()
                            .get("response")
                            .get("values")
                            .isEmpty())
                    .isFalse();
        }
    }
}
