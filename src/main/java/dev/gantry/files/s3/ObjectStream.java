package dev.gantry.files.s3;

import java.io.IOException;
import java.io.InputStream;

import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one version of an object. Where the connection is lost it asks for the rest and goes on, as if nothing had
 * been; only a connection that breaks again and again before a single byte has come is given up.
 */
final class ObjectStream extends InputStream {

    private static final int BROKEN_IN_A_ROW = 5;

    private final Bucket bucket;
    private final StoredObject object;
    private @Nullable ResponseInputStream<GetObjectResponse> rest;
    private long position;
    private int broken;

    ObjectStream(Bucket bucket, StoredObject object, long from) {
        this.bucket = bucket;
        this.object = object;
        this.position = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (position < object.bytes()) {
            try {
                int read = rest().read(into, offset, length);
                if (read > 0) {
                    position += read;
                    broken = 0;
                    return read;
                }
                lost(new IOException("the answer ended " + (object.bytes() - position) + " bytes too early"));
            } catch (IOException | SdkException failure) {
                lost(failure);
            }
        }
        return -1;
    }

    private InputStream rest() {
        if (rest == null) {
            rest = bucket.open(object, position)
                    .orElseThrow(() -> new UserMistake("cannot go on reading " + bucket.at(object.key()) + " at byte "
                            + position + ": it is no longer the object that was found (" + object.etag()
                            + "), it was replaced or deleted meanwhile. Start the run again."));
        }
        return rest;
    }

    private void lost(Exception failure) {
        close();
        if (++broken == BROKEN_IN_A_ROW) {
            throw new S3Failed(
                    "cannot read " + bucket.at(object.key()) + " at byte " + position + " of " + object.bytes()
                            + ": the connection broke " + broken + " times (" + Trouble.reason(failure)
                            + "). Check the network and the store, then `gantry resume` goes on.",
                    failure);
        }
    }

    /** Breaks the connection off where bytes are still to come: to read them for nothing would take longer. */
    @Override
    public void close() {
        if (rest != null) {
            rest.abort();
            rest = null;
        }
    }
}
