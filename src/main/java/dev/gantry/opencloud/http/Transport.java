package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange at a time for whoever calls, many callers at once.
 *
 * <p>Blocking, to be called from virtual threads. It follows no redirect, keeps no cookie, repeats nothing: what is
 * retried, and when, is decided by its caller alone.
 */
public final class Transport implements AutoCloseable {

    private static final Duration WATCH = Duration.ofSeconds(1);

    /** Callers beyond the pool's size queue for a connection; zero would mean not at all. */
    private static final Timeout TURN = Timeout.of(1, TimeUnit.DAYS);

    private static final int PIECE = 64 * 1024;
    private static final byte[] EMPTY = new byte[0];

    private static final RequestConfig REQUEST = RequestConfig.custom()
            .setConnectionRequestTimeout(TURN)
            .setProtocolUpgradeEnabled(false)
            .build();

    private final CloseableHttpClient client;
    private final BasicHeader userAgent;
    private final Duration longest;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("transport-watch").factory());

    /** @param connections at one time */
    public Transport(Wire wire, int connections, String userAgent) {
        this(wire, connections, userAgent, WATCH);
    }

    /** @param every how often the read timeout is looked at */
    Transport(Wire wire, int connections, String userAgent, Duration every) {
        this.client = WireClient.open(wire, connections);
        this.userAgent = new BasicHeader("user-agent", userAgent);
        this.longest = wire.readTimeout();
        // One look a second at all exchanges instead of a timer for each read: timers cost a tenth of a request's CPU,
        // and bound only the silence between two bytes.
        var unused = watch.scheduleWithFixedDelay(
                () -> underWay.forEach(exchange -> exchange.cutOffAfter(longest.toNanos())),
                every.toNanos(),
                every.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /**
     * Sends and reads the whole answer. A connection that breaks, ends before the announced length, or takes too long is
     * an error.
     *
     * @throws LocalFileFailed if a file of the body cannot be read
     */
    public Answer send(Message message) throws IOException {
        return execute(exchange(message), Transport::read);
    }

    /**
     * Sends, and writes the body of a successful answer into a file, in pieces; that of any other is read as usual.
     *
     * @throws LocalFileFailed if the file cannot be written
     */
    public Answer fetch(Message message, Path into) throws IOException {
        Exchange exchange = exchange(message);
        return execute(
                exchange, response -> response.getCode() / 100 == 2 ? write(response, into, exchange) : read(response));
    }

    /** Whether nothing of the request can have arrived, because there was no connection to send it by. */
    public static boolean isUnsent(Throwable broken) {
        return broken instanceof ConnectException
                || broken instanceof ConnectTimeoutException
                || broken instanceof NoRouteToHostException
                || broken instanceof UnknownHostException
                || broken instanceof SSLHandshakeException;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    private Exchange exchange(Message message) {
        HttpHost host = new HttpHost(
                message.base().getScheme(),
                message.base().getHost(),
                message.base().getPort());
        Exchange exchange = new Exchange(message.method(), host, message.target());
        exchange.addHeader(userAgent);
        for (Header header : message.headers()) {
            exchange.addHeader(header.name(), header.value());
        }
        for (Header header : message.credential()) {
            exchange.addHeader(header.name(), header.value());
        }
        if (!message.content().isNone()) {
            exchange.setEntity(new ContentEntity(message.content(), exchange));
        }
        return exchange;
    }

    private Answer execute(Exchange exchange, HttpClientResponseHandler<Answer> handler) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(REQUEST);
        underWay.add(exchange);
        try {
            return client.execute(exchange.host(), exchange, context, handler);
        } catch (IOException broken) {
            if (exchange.isCancelled()) {
                throw new InterruptedIOException("no whole answer within " + longest.toSeconds() + " s");
            }
            throw broken;
        } finally {
            underWay.remove(exchange);
        }
    }

    private static Answer read(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null ? EMPTY : EntityUtils.toByteArray(response.getEntity());
        return answer(response, body);
    }

    private static Answer write(ClassicHttpResponse response, Path into, Exchange exchange) throws IOException {
        @Nullable HttpEntity entity = response.getEntity();
        try (OutputStream out = open(into)) {
            if (entity != null) {
                copy(entity.getContent(), out, into, exchange);
            }
        }
        return answer(response, EMPTY);
    }

    /** The library itself takes a body shorter than announced for broken. */
    private static void copy(InputStream in, OutputStream out, Path into, Exchange exchange) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            exchange.moved();
            try {
                out.write(piece, 0, read);
            } catch (IOException failed) {
                throw new LocalFileFailed("cannot write", into, failed);
            }
        }
    }

    private static OutputStream open(Path into) throws LocalFileFailed {
        try {
            return Files.newOutputStream(into);
        } catch (IOException failed) {
            throw new LocalFileFailed("cannot write", into, failed);
        }
    }

    private static Answer answer(ClassicHttpResponse response, byte[] body) {
        return new Answer(
                response.getCode(),
                name -> response.getFirstHeader(name) == null
                        ? null
                        : response.getFirstHeader(name).getValue(),
                body);
    }
}
