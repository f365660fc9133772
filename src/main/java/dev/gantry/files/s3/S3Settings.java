package dev.gantry.files.s3;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What {@code config/application.yml} says under {@code gantry.s3}. Credentials are not among it: the SDK finds them, in the
 * environment, a profile or a role.
 *
 * @param endpoint of a store that is not Amazon's; else {@code AWS_ENDPOINT_URL_S3}
 * @param region else {@code AWS_REGION} or the profile's; any will do where there is an endpoint
 * @param pathStyle whether the bucket stands in the path rather than in the host's name; true where there is an endpoint
 */
public record S3Settings(
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable Boolean pathStyle) {

    /** Amazon's, or what the environment says. */
    public static final S3Settings NONE = new S3Settings(null, null, null);
}
