package dev.gantry.dashboard;

import dev.gantry.dashboard.server.Credentials;
import dev.gantry.dashboard.server.Listening;
import dev.gantry.job.UserMistake;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextException;

/** The web server of a service, from when it listens until it is closed. */
public final class Dashboard implements AutoCloseable {

    private final AnnotationConfigServletWebServerApplicationContext context;

    private Dashboard(AnnotationConfigServletWebServerApplicationContext context) {
        this.context = context;
    }

    /**
     * Begins to listen.
     *
     * @param engine has the schedules, the service and the runner that are shown; it stays its owner's
     * @throws UserMistake if the address cannot be listened at
     */
    public static Dashboard open(ApplicationContext engine, Listening listening, Credentials credentials) {
        var context = new AnnotationConfigServletWebServerApplicationContext();
        context.setParent(engine);
        context.registerBean(Listening.class, () -> listening);
        context.registerBean(Credentials.class, () -> credentials);
        context.register(DashboardConfiguration.class);
        try {
            context.refresh();
            return new Dashboard(context);
        } catch (PortInUseException | ApplicationContextException failed) {
            context.close();
            throw refusal(listening, failed);
        }
    }

    /** What is wrong with the address is the user's; anything else is ours. */
    private static RuntimeException refusal(Listening listening, RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException || cause instanceof java.net.BindException) {
                return new UserMistake("--port " + listening.port() + ": something else listens at "
                        + listening.address().getHostAddress()
                        + " there, or this machine has no such address. Name another with --port or --address.");
            }
        }
        return failed;
    }

    /** Where it listens, also if any port would do. */
    public int port() {
        WebServer server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the web server has ended");
        }
        return server.getPort();
    }

    /** What answers, for a test that asks whether all of it is described. */
    ListableBeanFactory beans() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }
}
