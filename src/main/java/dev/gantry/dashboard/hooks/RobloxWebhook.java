package dev.gantry.dashboard.hooks;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Secret;
import dev.gantry.schedule.Notification;
import dev.gantry.schedule.TakeNotifications;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Where Roblox's webhook points to. Answers as soon as what came is kept: Roblox waits for five seconds and tries five times. */
@Controller
public final class RobloxWebhook {

    static final String PATH = "/webhooks/roblox";
    static final int LARGEST = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RobloxWebhook.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final List<Secret> secrets;
    private final TakeNotifications take;
    private final Received received;
    private final Clock clock;
    private Instant warned = Instant.EPOCH;

    /** @param secrets none: notifications are not taken */
    RobloxWebhook(List<Secret> secrets, TakeNotifications take, Received received, Clock clock) {
        this.secrets = List.copyOf(secrets);
        this.take = take;
        this.received = received;
        this.clock = clock;
    }

    @PostMapping(PATH)
    ResponseEntity<String> notified(HttpServletRequest request) throws IOException {
        if (secrets.isEmpty()) {
            return answer(
                    HttpStatus.NOT_FOUND,
                    "Notifications are not taken here: gantry.webhooks-in.roblox.secrets of config/application.yml, or"
                            + " ROBLOX_WEBHOOK_SECRET, says under which secret they are.");
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return refuse(HttpStatus.CONTENT_TOO_LARGE, "it is larger than " + LARGEST + " bytes");
        }
        return switch (Signature.judge(request.getHeader(Signature.HEADER), body, secrets, clock.instant())) {
            case UNSIGNED ->
                refuse(HttpStatus.UNAUTHORIZED, "it has no signature; has the webhook a secret at Roblox, too?");
            case WRONG -> refuse(HttpStatus.UNAUTHORIZED, "its signature was not made under a secret of ours");
            case OUT_OF_TIME ->
                refuse(
                        HttpStatus.FORBIDDEN,
                        "its time is more than " + Signature.WINDOW.toMinutes()
                                + " min from ours; is the clock right?");
            case RIGHT -> taken(body);
        };
    }

    private ResponseEntity<String> taken(byte[] body) {
        Optional<Notification> notification = ReadNotification.of(body);
        if (notification.isEmpty()) {
            received.count(Received.Outcome.UNREADABLE);
            LOG.warn("Roblox sent something under a right signature that is no notification; it was answered 400.");
            return answer(HttpStatus.BAD_REQUEST, "This has no NotificationId, EventType and EventPayload.");
        }
        return switch (take.take(notification.get())) {
            case STARTS_JOBS -> done(Received.Outcome.STARTS_JOBS, "Taken; jobs run for it.");
            case IGNORED -> done(Received.Outcome.IGNORED, "Taken; no job is for such events.");
            case KNOWN -> done(Received.Outcome.KNOWN, "It came before.");
        };
    }

    private ResponseEntity<String> done(Received.Outcome outcome, String words) {
        received.count(outcome);
        return answer(HttpStatus.OK, words);
    }

    /** Nothing of what came is written down, and not each time: anybody may send something. */
    private ResponseEntity<String> refuse(HttpStatus status, String why) {
        received.count(Received.Outcome.REFUSED);
        if (isToWarn()) {
            LOG.warn(
                    "A notification was refused and answered {}: {}. Others are counted for a minute.",
                    status.value(),
                    why);
        }
        return answer(status, "Refused: " + why + ".");
    }

    private synchronized boolean isToWarn() {
        Instant now = clock.instant();
        if (warned.plus(BETWEEN_WARNINGS).isAfter(now)) {
            return false;
        }
        warned = now;
        return true;
    }

    private static ResponseEntity<String> answer(HttpStatus status, String words) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(words + "\n");
    }
}
