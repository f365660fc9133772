package dev.gantry.dashboard.health;

import java.time.Clock;

import dev.gantry.dashboard.server.Credentials;
import dev.gantry.schedule.ServedFigures;
import dev.gantry.schedule.Service;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What tells how the service is. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

    @Bean
    HealthEndpoint healthEndpoint(Service service, ServedFigures served, Credentials credentials, Clock clock) {
        return new HealthEndpoint(service, served, credentials, clock);
    }
}
