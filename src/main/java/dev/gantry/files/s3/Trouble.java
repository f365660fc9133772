package dev.gantry.files.s3;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of the SDK means to people. Texts of the store that could repeat a credential are not passed on. */
final class Trouble {

    private static final String CREDENTIALS = "They are read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and"
            + " AWS_SESSION_TOKEN), from the profile that AWS_PROFILE names, or from the machine's role";
    private static final String RESUME = ", then `gantry resume` goes on if a run was under way.";

    private Trouble() {}

    /**
     * @param doing what failed, as in "cannot list"
     * @param at the object, as {@code s3://bucket/key}
     */
    static RuntimeException meaning(String doing, String at, String bucket, SdkException failure) {
        String what = doing + " " + at + ": ";
        return failure instanceof AwsServiceException refusal
                ? refused(what, bucket, refusal)
                : unanswered(what, failure);
    }

    private static RuntimeException refused(String what, String bucket, AwsServiceException refusal) {
        String code = code(refusal);
        String why = switch (code) {
            case "NoSuchBucket" ->
                "there is no bucket " + bucket + " (" + shown(refusal)
                        + "). Create it or name another one. Is it of another account or store, then set gantry.s3"
                        + " in config/application.yml or AWS_ENDPOINT_URL_S3 and AWS_REGION";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "AuthFailure" ->
                "the store does not accept the credentials (" + shown(refusal) + "). " + CREDENTIALS
                        + ". Put these right";
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                "the bucket is in another region" + region(refusal) + " (" + shown(refusal)
                        + "). Set AWS_REGION, or gantry.s3.region in config/application.yml, to that one";
            default ->
                refusal.statusCode() == 403 || refusal.statusCode() == 401
                        ? "the credentials may not do this (" + shown(refusal) + "). Reading needs s3:ListBucket and"
                                + " s3:GetObject; publishing also s3:PutObject, s3:DeleteObject,"
                                + " s3:AbortMultipartUpload and s3:ListBucketMultipartUploads. Grant them, or use"
                                + " other credentials. "
                                + CREDENTIALS
                        : "";
        };
        return why.isEmpty()
                ? new S3Failed(
                        what + "the store answered " + shown(refusal) + said(refusal) + ". Put this right" + RESUME,
                        refusal)
                : new UserMistake(what + why + RESUME, refusal);
    }

    private static RuntimeException unanswered(String what, SdkException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("unable to load credentials")) {
            return new UserMistake(
                    what + "there are no credentials for S3. " + CREDENTIALS + ". Set one of these" + RESUME, failure);
        }
        if (text.contains("unable to load region")) {
            return new UserMistake(
                    what + "it is not known in which region the bucket is. Set AWS_REGION, or gantry.s3.region in"
                            + " config/application.yml" + RESUME,
                    failure);
        }
        return new S3Failed(what + reason(failure) + ". Check the network and the store" + RESUME, failure);
    }

    /** The code that S3 gave, or what stands for it where an answer has no body. */
    static String code(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }

    private static String shown(AwsServiceException refusal) {
        String code = code(refusal);
        return (code.isEmpty() ? "" : code + ", ") + "HTTP " + refusal.statusCode();
    }

    private static String said(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .map(message -> ": " + message.replaceAll("\\.$", ""))
                .orElse("");
    }

    private static String region(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(answer -> answer.firstMatchingHeader("x-amz-bucket-region"))
                .map(region -> ", " + region)
                .orElse("");
    }

    /** The innermost thing that has to do with the network, because the SDK's own text tells of its inner life. */
    static String reason(Throwable failure) {
        Throwable found = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof IOException) {
                found = each;
            }
        }
        String message = found.getMessage();
        return found.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
