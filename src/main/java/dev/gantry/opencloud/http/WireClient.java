package dev.gantry.opencloud.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.auth.CredentialsProviderBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Sets the HTTP library up as a {@link Wire} says, with everything off that would act by itself. */
final class WireClient {

    private static final TimeValue IDLE_BEFORE_CHECK = TimeValue.ofSeconds(2);

    private WireClient() {}

    static CloseableHttpClient open(Wire wire, int connections) {
        PoolingHttpClientConnectionManager pool = pool(wire, connections);
        // The minimal client has no redirects, cookies, retries, authentication or decompression to begin with, and
        // costs a quarter less CPU a request than the full one with all of them off; but it knows no proxies.
        return wire.proxy().isEmpty()
                ? HttpClients.createMinimal(pool)
                : through(wire.proxy().get(), pool);
    }

    private static CloseableHttpClient through(Proxy proxy, PoolingHttpClientConnectionManager pool) {
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setProxy(host)
                // Only the proxy is ever told its login.
                .setTargetAuthenticationStrategy((type, challenges, context) -> List.of())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                .disableDefaultUserAgent();
        proxy.login()
                .ifPresent(login -> builder.setDefaultCredentialsProvider(CredentialsProviderBuilder.create()
                        .add(new AuthScope(host), login.user(), login.password().toCharArray())
                        .build()));
        return builder.build();
    }

    private static PoolingHttpClientConnectionManager pool(Wire wire, int connections) {
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.DISABLED)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(wire.connectTimeout()))
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(IDLE_BEFORE_CHECK)
                        .build());
        if (!wire.authorities().isEmpty()) {
            builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(trusting(wire.authorities())));
        }
        return builder.build();
    }

    /** The JVM's authorities and these. */
    private static SSLContext trusting(List<Certificate> authorities) {
        try {
            List<Certificate> all = new ArrayList<>(authorities);
            all.addAll(ofTheJvm());
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("authority-" + i, all.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("the JVM cannot set up TLS", broken);
        }
    }

    private static List<X509Certificate> ofTheJvm() throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (TrustManager each : managers(null)) {
            if (each instanceof X509TrustManager manager) {
                found.addAll(List.of(manager.getAcceptedIssuers()));
            }
        }
        return found;
    }

    /** @param store null: the JVM's own */
    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
