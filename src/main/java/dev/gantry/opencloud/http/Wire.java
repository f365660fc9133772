package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the wire is set up.
 *
 * @param connectTimeout the longest that a connection may take to come about
 * @param readTimeout the longest that a whole answer may take, and that a file on its way may stand still
 * @param authorities certificate authorities that are trusted beside the JVM's
 */
public record Wire(
        Optional<Proxy> proxy, Duration connectTimeout, Duration readTimeout, List<Certificate> authorities) {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Enough for the largest value over a slow line. */
    private static final Duration READ = Duration.ofMinutes(2);

    public Wire {
        authorities = List.copyOf(authorities);
        if (connectTimeout.toMillis() < 1 || readTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("connect-timeout and read-timeout are at least 1ms, found "
                    + connectTimeout + " and " + readTimeout);
        }
    }

    /** No proxy, 10 s and 2 min, the JVM's authorities. */
    public static Wire defaults() {
        return new Wire(Optional.empty(), CONNECT, READ, List.of());
    }

    public Wire withProxy(Proxy other) {
        return new Wire(Optional.of(other), connectTimeout, readTimeout, authorities);
    }

    public Wire withConnectTimeout(Duration other) {
        return new Wire(proxy, other, readTimeout, authorities);
    }

    public Wire withReadTimeout(Duration other) {
        return new Wire(proxy, connectTimeout, other, authorities);
    }

    /**
     * Trusts the certificates of a PEM file too.
     *
     * @throws IllegalArgumentException if it cannot be read or holds none
     */
    public Wire withAuthorities(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("the certificates' file " + pem + " holds none");
            }
            return new Wire(proxy, connectTimeout, readTimeout, found);
        } catch (IOException | CertificateException unreadable) {
            throw new IllegalArgumentException(
                    "the certificates' file " + pem + " cannot be read as PEM ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }
}
