package dev.gantry.dashboard.page;

import dev.gantry.dashboard.server.Credentials;
import dev.gantry.schedule.Schedules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages and what they are made of. */
@Configuration(proxyBeanMethods = false)
public class PageConfiguration implements WebMvcConfigurer {

    /** As the webjar of htmx has it; the build fails a test where this is not so. */
    static final String HTMX = "classpath:/META-INF/resources/webjars/htmx.org/2.0.8/dist/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/htmx/**").addResourceLocations(HTMX);
        registry.addResourceHandler("/assets/**").addResourceLocations("classpath:/web/assets/");
    }

    @Bean
    Pages pages() {
        return new Pages();
    }

    @Bean
    LoginPage loginPage(Pages pages, Credentials credentials) {
        return new LoginPage(pages, credentials);
    }

    @Bean
    OverviewPage overviewPage(Pages pages, Schedules schedules) {
        return new OverviewPage(pages, schedules);
    }
}
