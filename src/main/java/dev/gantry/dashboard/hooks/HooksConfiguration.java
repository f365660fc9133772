package dev.gantry.dashboard.hooks;

import java.time.Clock;
import java.util.List;

import dev.gantry.job.Secret;
import dev.gantry.run.Settings;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.TakeNotifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes notifications. */
@Configuration(proxyBeanMethods = false)
public class HooksConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(HooksConfiguration.class);

    @Bean
    Received receivedNotifications() {
        return new Received();
    }

    @Bean
    RobloxWebhook robloxWebhook(
            Settings settings, Schedules schedules, TakeNotifications take, Received received, Clock clock) {
        List<Secret> secrets = settings.openWebhookSecrets(System.getenv());
        List<String> waiting = schedules.all().stream()
                .filter(job -> job.on().isPresent())
                .map(Scheduled::job)
                .toList();
        if (secrets.isEmpty() && !waiting.isEmpty()) {
            LOG.warn(
                    "No notification of Roblox is taken, but these jobs are for some: {}. Set the webhook's"
                            + " secret, ROBLOX_WEBHOOK_SECRET or gantry.webhooks-in.roblox.secrets of"
                            + " config/application.yml.",
                    String.join(", ", waiting));
        }
        return new RobloxWebhook(secrets, take, received, clock);
    }
}
