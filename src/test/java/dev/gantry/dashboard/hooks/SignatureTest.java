package dev.gantry.dashboard.hooks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.gantry.job.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureTest {

    private static final Instant SENT = Instant.ofEpochSecond(1_795_737_600L);
    private static final byte[] BODY =
            "{\"NotificationId\":\"n1\",\"EventType\":\"SampleNotification\",\"EventPayload\":{\"UserId\":1}}"
                    .getBytes(StandardCharsets.UTF_8);

    /** Made by another program: printf '%s.%s' TIME BODY | openssl dgst -sha256 -hmac whsec_1 -binary | base64. */
    private static final String MADE_BY_OPENSSL = "+fKfK1JS29iXDNF1IV6NJm3EO6Y09Wj94rthfRsXKcI=";

    private static final List<Secret> SECRETS = List.of(Secret.of("whsec_0"), Secret.of("whsec_1"));

    private static Signature.Verdict judge(String header, long secondsLater) {
        return Signature.judge(header, BODY, SECRETS, SENT.plusSeconds(secondsLater));
    }

    private static String header() {
        return "t=" + SENT.getEpochSecond() + ",v1=" + MADE_BY_OPENSSL;
    }

    @ParameterizedTest
    @CsvSource({"0,RIGHT", "600,RIGHT", "-600,RIGHT", "601,OUT_OF_TIME", "-601,OUT_OF_TIME"})
    void holdsForTenMinutesBothWays(long secondsLater, Signature.Verdict verdict) {
        assertThat(judge(header(), secondsLater)).isEqualTo(verdict);
    }

    @Test
    void anyOfTheSecretsMayHaveMadeItAndNoOther() {
        assertThat(Signature.judge(header(), BODY, List.of(Secret.of("whsec_0")), SENT))
                .isEqualTo(Signature.Verdict.WRONG);
        byte[] other = BODY.clone();
        other[other.length - 3]++;
        assertThat(Signature.judge(header(), other, SECRETS, SENT)).isEqualTo(Signature.Verdict.WRONG);
        assertThat(judge(header().replace("t=1", "t=2"), 0)).isEqualTo(Signature.Verdict.WRONG);
    }

    @Test
    void theOrderOfItsPartsAndPartsToComeMatterNot() {
        assertThat(judge("v2=abc, v1=" + MADE_BY_OPENSSL + " , t=" + SENT.getEpochSecond(), 0))
                .isEqualTo(Signature.Verdict.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t=1", "v1=AAAA", "t=x,v1=AAAA", "t=-1,v1=AAAA", "t=1,v1=%%%", "nonsense"})
    void whatIsOfAnotherFormIsNone(String header) {
        assertThat(judge(header, 0)).isEqualTo(Signature.Verdict.UNSIGNED);
        assertThat(Signature.judge(null, BODY, SECRETS, SENT)).isEqualTo(Signature.Verdict.UNSIGNED);
    }
}
