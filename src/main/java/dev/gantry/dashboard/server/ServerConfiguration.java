package dev.gantry.dashboard.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.gantry.run.Settings;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.BeanIds;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Tomcat, and Spring's servlet in it. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
public class ServerConfiguration {

    private static final int CONNECTIONS = 200;
    private static final Duration SESSION = Duration.ofHours(12);

    @Bean
    TomcatServletWebServerFactory tomcat(Listening listening, Settings settings) {
        TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(listening.port());
        tomcat.setAddress(listening.address());
        Path folder = settings.state().toAbsolutePath().resolve("web");
        tomcat.setBaseDirectory(folder.toFile());
        tomcat.setDocumentRoot(folderFor(folder.resolve("root")).toFile());
        tomcat.addConnectorCustomizers(connector -> {
            connector.setProperty("maxConnections", Integer.toString(CONNECTIONS));
            connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("http-"));
        });
        // A page says in its own words what went wrong; Tomcat's would tell its version.
        tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass("");
            }
        });
        tomcat.addEngineValves(proxies());
        var session = tomcat.getSettings().getSession();
        session.setTimeout(SESSION);
        session.getCookie().setName("gantry");
        session.getCookie().setHttpOnly(true);
        session.getCookie().setSameSite(Cookie.SameSite.STRICT);
        return tomcat;
    }

    /** A proxy of this machine or of a private network says for whom it asks, and whether by TLS: then cookies are secure. */
    private static RemoteIpValve proxies() {
        RemoteIpValve proxies = new RemoteIpValve();
        proxies.setProtocolHeader("X-Forwarded-Proto");
        return proxies;
    }

    private static Path folderFor(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Bean
    DispatcherServlet dispatcherServlet() {
        return new DispatcherServlet();
    }

    @Bean
    DispatcherServletRegistrationBean dispatcherServletRegistration(DispatcherServlet servlet) {
        return new DispatcherServletRegistrationBean(servlet, "/");
    }

    @Bean
    DelegatingFilterProxyRegistrationBean securityFilter() {
        return new DelegatingFilterProxyRegistrationBean(BeanIds.SPRING_SECURITY_FILTER_CHAIN);
    }

    @Bean
    AnswerFailures answerFailures() {
        return new AnswerFailures();
    }
}
