package dev.gantry.dashboard.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.dashboard.server.Credentials;
import dev.gantry.schedule.ServedFigures;
import dev.gantry.schedule.Service;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * {@code /health} fails where only a new start helps: nobody looks after the jobs any more. {@code /ready} also fails while the
 * state's database does not answer.
 */
@Controller
final class HealthEndpoint {

    /** Thirty looks would have been due. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Service service;
    private final ServedFigures served;
    private final Credentials credentials;
    private final Clock clock;

    HealthEndpoint(Service service, ServedFigures served, Credentials credentials, Clock clock) {
        this.service = service;
        this.served = served;
        this.credentials = credentials;
        this.clock = clock;
    }

    @GetMapping("/health")
    ResponseEntity<String> health(HttpServletRequest request) {
        return answer(hanging(), "alive", request);
    }

    @GetMapping("/ready")
    ResponseEntity<String> ready(HttpServletRequest request) {
        List<String> problems = new ArrayList<>(hanging());
        served.unreachable().ifPresent(problems::add);
        return answer(problems, "ready", request);
    }

    private List<String> hanging() {
        Optional<Instant> look = service.lastLook();
        if (look.isEmpty()) {
            return List.of("the jobs have not been read yet");
        }
        Duration since = Duration.between(look.get(), clock.instant());
        return since.compareTo(PATIENCE) > 0
                ? List.of("the jobs were looked after " + since.toSeconds() + " s ago last, and should be every 2 s")
                : List.of();
    }

    private ResponseEntity<String> answer(List<String> problems, String good, HttpServletRequest request) {
        HttpStatus status = problems.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        boolean mayKnow = !credentials.areNeeded() || request.getUserPrincipal() != null;
        String words = problems.isEmpty() ? good : "not " + good + (mayKnow ? ": " + String.join("; ", problems) : "");
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(words + "\n");
    }
}
