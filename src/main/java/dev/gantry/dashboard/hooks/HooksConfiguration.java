package dev.gantry.dashboard.hooks;

import java.time.Clock;

import dev.gantry.run.Settings;
import dev.gantry.schedule.TakeNotifications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes notifications. */
@Configuration(proxyBeanMethods = false)
public class HooksConfiguration {

    @Bean
    Received receivedNotifications() {
        return new Received();
    }

    @Bean
    RobloxWebhook robloxWebhook(Settings settings, TakeNotifications take, Received received, Clock clock) {
        return new RobloxWebhook(settings.openWebhookSecrets(System.getenv()), take, received, clock);
    }
}
