package dev.gantry.files.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import dev.gantry.job.UserMistake;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the SDK's client as the settings and the environment have it. */
final class Connect {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration STAND_STILL = Duration.ofSeconds(60);
    private static final int TRIES = 5;

    private Connect() {}

    static S3Client to(S3Settings settings, Map<String, String> environment) {
        boolean isAmazon = settings.endpoint() == null
                && !environment.containsKey("AWS_ENDPOINT_URL_S3")
                && !environment.containsKey("AWS_ENDPOINT_URL");
        S3ClientBuilder builder = builder();
        builder.forcePathStyle(settings.pathStyle() == null ? !isAmazon : settings.pathStyle());
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(absolute(endpoint));
        }
        String region = settings.region();
        if (region != null) {
            builder.region(Region.of(region));
        } else if (!isAmazon && !environment.containsKey("AWS_REGION")) {
            builder.region(Region.US_EAST_1); // signatures name one, and stores that have none take this
        }
        if (!isAmazon) {
            withoutNewChecksums(builder, environment);
        }
        return builder.build();
    }

    /** What is the same for every store. */
    static S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClientBuilder(
                        Apache5HttpClient.builder().connectionTimeout(CONNECT).socketTimeout(STAND_STILL))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TRIES)
                                .build()));
    }

    /** Many stores that are like Amazon's refuse the checksums that the SDK sends of its own accord since 2025. */
    private static void withoutNewChecksums(S3ClientBuilder builder, Map<String, String> environment) {
        if (!environment.containsKey("AWS_REQUEST_CHECKSUM_CALCULATION")) {
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        }
        if (!environment.containsKey("AWS_RESPONSE_CHECKSUM_VALIDATION")) {
            builder.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
    }

    private static URI absolute(URI endpoint) {
        if (endpoint.getHost() == null
                || !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
            throw new UserMistake("gantry.s3.endpoint is " + endpoint
                    + ", and has to be http:// or https:// and a host, such as http://127.0.0.1:9000. Mend it in"
                    + " config/application.yml.");
        }
        return endpoint;
    }
}
