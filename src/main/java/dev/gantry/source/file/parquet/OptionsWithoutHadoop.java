package dev.gantry.source.file.parquet;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * parquet-java reads without Hadoop, but the builder of its options loads Hadoop's codecs before it can be given others. Their
 * constructor does not, and is called by its name here until the builder lets go of them too.
 */
final class OptionsWithoutHadoop {

    /** No more in one allocation: a row group is held in pieces of this size. */
    private static final int PIECE = 8 * 1024 * 1024;

    private OptionsWithoutHadoop() {}

    /** @param key that a file was encrypted with */
    static ParquetReadOptions create(Optional<EncryptionKey> key) {
        // In the order of the constructor: signed statistics, filters by statistics, dictionary, record and column
        // index,
        // checksums, bloom filters, off-heap decryption, Hadoop's vectored reads.
        List<Boolean> switches = List.of(false, false, false, false, false, true, false, false, false);
        Object[] arguments = new Object[18];
        for (int i = 0; i < switches.size(); i++) {
            arguments[i] = switches.get(i);
        }
        arguments[9] = FilterCompat.NOOP;
        arguments[10] = ParquetMetadataConverter.NO_FILTER;
        arguments[11] = new UnpackPages();
        arguments[12] = new HeapByteBufferAllocator();
        arguments[13] = PIECE;
        arguments[14] = new HashMap<String, String>();
        arguments[15] = key.map(secret -> FileDecryptionProperties.builder()
                        .withFooterKey(secret.reveal())
                        .build())
                .orElse(null);
        arguments[17] = new PlainParquetConfiguration();
        try {
            return (ParquetReadOptions) constructor(arguments.length).newInstance(arguments);
        } catch (ReflectiveOperationException | IllegalArgumentException changed) {
            throw new IllegalStateException("the constructor of parquet-java's read options has changed", changed);
        }
    }

    private static Constructor<?> constructor(int parameters) {
        Constructor<?> found = Arrays.stream(ParquetReadOptions.class.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "parquet-java's read options have no constructor of " + parameters + " parameters any more"));
        found.setAccessible(true);
        return found;
    }
}
