package dev.gantry.files.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * What is asked of one bucket. Every failure is a {@link dev.gantry.job.UserMistake} or an {@link S3Failed}. Safe for many
 * threads.
 */
public final class Bucket {

    private static final int NOT_FOUND = 404;
    private static final int CHANGED = 412;
    private static final int CONFLICTING = 409;

    private final Supplier<S3Client> client;
    private final String name;

    Bucket(Supplier<S3Client> client, String name) {
        this.client = client;
        this.name = name;
    }

    /** All objects whose keys begin so, however many pages they take. */
    public List<StoredObject> list(String prefix) {
        return ask(
                "cannot list",
                prefix,
                s3 -> s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix)).contents().stream()
                        .map(each -> new StoredObject(each.key(), each.size(), each.eTag()))
                        .toList());
    }

    /** The object of exactly this key. */
    public Optional<StoredObject> find(String key) {
        return head(key).map(found -> new StoredObject(key, found.contentLength(), found.eTag()));
    }

    /** An object that is not there says nothing of the bucket, which may not be there either. */
    void refuseIfMissing() {
        ask("cannot list", "", s3 -> s3.listObjectsV2(list -> list.bucket(name).maxKeys(1)));
    }

    /** The whole content of a small object. */
    public Optional<byte[]> read(String key) {
        return ask(
                "cannot read",
                key,
                s3 -> unlessMissing(() -> s3.getObject(get -> get.bucket(name).key(key), ResponseTransformer.toBytes())
                        .asByteArray()));
    }

    /** Creates or replaces a small object. */
    public void put(String key, byte[] content) {
        ask("cannot write", key, s3 -> s3.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(content)));
    }

    /**
     * Creates a small object that is not there, or replaces one that still is what it was.
     *
     * @param replaced the entity tag of that one; empty: there is none
     * @return the entity tag of the new one; empty if somebody else was faster
     */
    public Optional<String> putIf(String key, byte[] content, Optional<String> replaced) {
        return ask("cannot write", key, s3 -> {
            PutObjectRequest.Builder put =
                    PutObjectRequest.builder().bucket(name).key(key);
            replaced.ifPresentOrElse(put::ifMatch, () -> put.ifNoneMatch("*"));
            try {
                return Optional.of(s3.putObject(put.build(), RequestBody.fromBytes(content))
                        .eTag());
            } catch (AwsServiceException refusal) {
                if (refusal.statusCode() == CHANGED || refusal.statusCode() == CONFLICTING || isMissing(refusal)) {
                    return Optional.<String>empty();
                }
                throw refusal;
            }
        });
    }

    /** It need not be there. */
    public void delete(String key) {
        ask(
                "cannot delete",
                key,
                s3 -> s3.deleteObject(delete -> delete.bucket(name).key(key)));
    }

    /** Deletes one by one: the request for many is what stores differ in most. */
    public void delete(List<String> keys) {
        AtOnce.forEach(keys, this::delete);
    }

    /**
     * Begins an object that is seen once it is complete.
     *
     * @param mark kept with the object, so that it can be told from one of the same name and size
     */
    public Upload upload(String key, String mark) {
        String id = ask(
                "cannot write",
                key,
                s3 -> s3.createMultipartUpload(
                                create -> create.bucket(name).key(key).metadata(Map.of(Upload.MARK, mark)))
                        .uploadId());
        return new Upload(this, new UnfinishedUpload(key, id), mark);
    }

    /** As far as the store tells: some list only the uploads of one exact key. */
    public List<UnfinishedUpload> uploads(String prefix) {
        return ask(
                "cannot list the unfinished uploads of",
                prefix,
                s3 -> s3.listMultipartUploadsPaginator(list -> list.bucket(name).prefix(prefix)).uploads().stream()
                        .map(each -> new UnfinishedUpload(each.key(), each.uploadId()))
                        .toList());
    }

    /** It need not be there. */
    public void abort(UnfinishedUpload upload) {
        ask(
                "cannot abort the upload of",
                upload.key(),
                s3 -> unlessMissing(() -> s3.abortMultipartUpload(
                        abort -> abort.bucket(name).key(upload.key()).uploadId(upload.id()))));
    }

    /**
     * An object's bytes from an offset on, as long as it is the version that was found.
     *
     * @return empty if it has changed or is gone
     */
    Optional<ResponseInputStream<GetObjectResponse>> open(StoredObject object, long from) {
        return ask("cannot read", object.key(), s3 -> {
            GetObjectRequest.Builder get =
                    GetObjectRequest.builder().bucket(name).key(object.key()).ifMatch(object.etag());
            if (from > 0) {
                get.range("bytes=" + from + "-");
            }
            try {
                return Optional.of(s3.getObject(get.build()));
            } catch (AwsServiceException refusal) {
                if (refusal.statusCode() == CHANGED || isMissing(refusal)) {
                    return Optional.<ResponseInputStream<GetObjectResponse>>empty();
                }
                throw refusal;
            }
        });
    }

    Optional<HeadObjectResponse> head(String key) {
        return ask(
                "cannot read",
                key,
                s3 -> unlessMissing(
                        () -> s3.headObject(head -> head.bucket(name).key(key))));
    }

    /** Where an object is, for people and messages. */
    String at(String key) {
        return "s3://" + name + (key.isEmpty() ? "" : "/" + key);
    }

    String name() {
        return name;
    }

    interface Question<T> {
        T ask(S3Client client);
    }

    <T> T ask(String doing, String key, Question<T> question) {
        try {
            return question.ask(client.get());
        } catch (SdkException failure) {
            throw Trouble.meaning(doing, at(key), name, failure);
        }
    }

    /** An object that is not there, in a bucket that is. */
    static boolean isMissing(AwsServiceException refusal) {
        return refusal.statusCode() == NOT_FOUND && !"NoSuchBucket".equals(Trouble.code(refusal));
    }

    private static <T> Optional<T> unlessMissing(Supplier<T> answer) {
        try {
            return Optional.of(answer.get());
        } catch (AwsServiceException refusal) {
            if (isMissing(refusal)) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
