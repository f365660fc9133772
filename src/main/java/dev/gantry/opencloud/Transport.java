package dev.gantry.opencloud;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One HTTP exchange at a time for whoever calls, many callers at once: the only place that knows the HTTP library.
 *
 * <p>Blocking, to be called from virtual threads. It follows no redirect, keeps no cookie, repeats nothing: what is
 * retried, and when, is decided in {@link OpenCloud} alone.
 */
final class Transport implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.of(10, TimeUnit.SECONDS);

    /** The longest that an exchange may take as a whole, enough for the largest value over a slow line. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration WATCH = Duration.ofSeconds(1);

    /** Callers beyond the pool's size queue for a connection; zero would mean not at all. */
    private static final Timeout TURN = Timeout.of(1, TimeUnit.DAYS);

    private static final TimeValue IDLE_BEFORE_CHECK = TimeValue.ofSeconds(2);
    private static final List<String> READ_HEADERS =
            List.of("retry-after", "x-request-id", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset");

    private static final RequestConfig REQUEST = RequestConfig.custom()
            .setConnectionRequestTimeout(TURN)
            .setProtocolUpgradeEnabled(false)
            .build();

    private final MinimalHttpClient client;
    private final Credential credential;
    private final String userAgent;

    private final Duration longest;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("transport-watch").factory());

    Transport(Credential credential, int connections, String userAgent) {
        this(credential, connections, userAgent, LONGEST, WATCH);
    }

    /**
     * @param longest that an exchange may take
     * @param every how often that is looked at
     */
    Transport(Credential credential, int connections, String userAgent, Duration longest, Duration every) {
        this.credential = credential;
        this.userAgent = userAgent;
        this.longest = longest;
        // The minimal client has no redirects, cookies, retries, authentication or decompression to begin with, and
        // costs a quarter less CPU a request than the full one with all of them off.
        this.client = HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.DISABLED)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(IDLE_BEFORE_CHECK)
                        .build())
                .build());
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
     * @param withCredential whether the credential goes along: only to the connection's main host
     */
    Answer get(Call call, boolean withCredential) throws IOException {
        HttpHost host = new HttpHost(
                call.base().getScheme(), call.base().getHost(), call.base().getPort());
        Exchange request = new Exchange(host, call.requestTarget(), System.nanoTime());
        request.setHeader("user-agent", userAgent);
        if (withCredential && credential instanceof Credential.ApiKey(String key)) {
            request.setHeader("x-api-key", key);
        }
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(REQUEST);
        underWay.add(request);
        try {
            return client.execute(host, request, context, Transport::read);
        } catch (IOException broken) {
            if (request.isCancelled()) {
                throw new InterruptedIOException("no whole answer within " + longest.toSeconds() + " s");
            }
            throw broken;
        } finally {
            underWay.remove(request);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    private static Answer read(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new Answer(response.getCode(), headers(response), body);
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> read = new HashMap<>();
        for (String name : READ_HEADERS) {
            Header header = response.getFirstHeader(name);
            if (header != null) {
                read.put(name, header.getValue());
            }
        }
        return read;
    }
}
