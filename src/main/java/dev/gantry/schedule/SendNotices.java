package dev.gantry.schedule;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.gantry.run.Webhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends notices to webhooks, again and again for a day until each is taken. A webhook may hear something twice, after a
 * kill between its answer and our note of it; it never hears nothing. Addresses are secrets: no text has them.
 */
final class SendNotices {

    private static final Logger LOG = LoggerFactory.getLogger(SendNotices.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 9;
    private static final Duration LONG_ENOUGH = Duration.ofDays(1);

    /** What Discord takes at most, in characters. */
    private static final int MOST_OF_DISCORD = 2_000;

    private final Notices notices;
    private final Map<String, Webhook> webhooks;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    SendNotices(Notices notices, Map<String, Webhook> webhooks, Clock clock) {
        this.notices = notices;
        this.webhooks = Map.copyOf(webhooks);
        this.clock = clock;
    }

    /** Sends what is due, one after the other. */
    void send() throws InterruptedException {
        for (Notice notice : notices.due(clock.instant())) {
            Instant now = clock.instant();
            if (!notices.claim(notice, now, now.plus(PATIENCE.multipliedBy(2)))) {
                continue;
            }
            Optional<String> refused = send(notice);
            if (refused.isEmpty()) {
                notices.sent(notice);
            } else if (notice.created().plus(LONG_ENOUGH).isBefore(clock.instant())) {
                notices.givenUp(notice);
                LOG.error(
                        "The webhook {} was not told in a day: {}. Given up: {}",
                        notice.webhook(),
                        refused.get(),
                        notice.text());
            } else {
                notices.postpone(
                        notice,
                        clock.instant().plus(FIRST_WAIT.multipliedBy(1L << Math.min(DOUBLINGS, notice.failures()))));
                LOG.warn("The webhook {} could not be told, and will be again: {}", notice.webhook(), refused.get());
            }
        }
    }

    /** Returns what went wrong, if anything did. */
    private Optional<String> send(Notice notice) throws InterruptedException {
        Webhook webhook = webhooks.get(notice.webhook());
        if (webhook == null) {
            return Optional.of("gantry.webhooks of config/application.yml does not have it");
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(webhook.url().reveal()))
                    .timeout(PATIENCE)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            body(notice, webhook.as()).toString()))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("it answered " + status);
        } catch (IllegalArgumentException malformed) {
            return Optional.of("its url is no http or https address");
        } catch (IOException broken) {
            return Optional.of(broken.getClass().getSimpleName());
        }
    }

    private static ObjectNode body(Notice notice, Webhook.Shape shape) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        switch (shape) {
            case JSON -> {
                body.put("id", notice.id()).put("event", notice.event().name().toLowerCase(java.util.Locale.ROOT));
                body.put("job", notice.job()).put("run", notice.run());
                body.put(
                        "for",
                        notice.fireTime() == null ? null : notice.fireTime().toString());
                body.put("at", notice.created().toString()).put("text", notice.text());
            }
            case DISCORD -> {
                String text = notice.text();
                body.put("content", text.length() > MOST_OF_DISCORD ? text.substring(0, MOST_OF_DISCORD) : text);
                body.putObject("allowed_mentions").putArray("parse");
            }
            case SLACK ->
                body.put(
                        "text",
                        notice.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        }
        return body;
    }
}
