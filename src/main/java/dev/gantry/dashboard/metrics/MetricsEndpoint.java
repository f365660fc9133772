package dev.gantry.dashboard.metrics;

import java.nio.charset.StandardCharsets;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where Prometheus asks. */
@Controller
final class MetricsEndpoint {

    /** The text format 0.0.4, which everything that reads Prometheus' metrics reads. */
    private static final MediaType TEXT =
            MediaType.parseMediaType("text/plain; version=0.0.4; charset=" + StandardCharsets.UTF_8);

    private final Metrics metrics;

    MetricsEndpoint(Metrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping("/metrics")
    ResponseEntity<byte[]> metrics() {
        return ResponseEntity.ok().contentType(TEXT).body(metrics.text().getBytes(StandardCharsets.UTF_8));
    }
}
