package dev.gantry.source.file.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.files.EncryptionKey;
import dev.gantry.files.FileStore;
import dev.gantry.files.StoredFile;
import dev.gantry.job.Nearest;
import dev.gantry.job.UserMistake;
import dev.gantry.source.file.DamagedFile;
import dev.gantry.source.file.RecordFormat;
import dev.gantry.source.file.RecordReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Parquet files, without Hadoop.
 *
 * @param columns that are read, of those at the top; empty: all
 * @param key that they were encrypted with; empty: they were not
 */
public record ParquetRecords(List<String> columns, Optional<EncryptionKey> key) implements RecordFormat {

    /** Of files that are not encrypted. */
    public ParquetRecords(List<String> columns) {
        this(columns, Optional.empty());
    }

    public ParquetRecords {
        columns = List.copyOf(columns);
        if (Set.copyOf(columns).size() < columns.size()) {
            throw new IllegalArgumentException("columns: names a column twice: " + String.join(", ", columns));
        }
    }

    @Override
    public List<String> suffixes() {
        return List.of(".parquet");
    }

    @Override
    public boolean wants(String column) {
        return columns.isEmpty() || columns.contains(column);
    }

    @Override
    public RecordReader open(FileStore store, StoredFile file, String position) throws IOException {
        ParquetFileReader reader = opened(new StoredInput(store, file));
        try {
            MessageType all = reader.getFileMetaData().getSchema();
            MessageType wanted = wanted(all, file);
            reader.setRequestedSchema(wanted);
            return RowGroups.open(reader, wanted, file, position);
        } catch (IOException | RuntimeException broken) {
            reader.close();
            throw broken;
        }
    }

    private ParquetFileReader opened(StoredInput input) throws IOException {
        try {
            return ParquetFileReader.open(input, OptionsWithoutHadoop.create(key));
        } catch (RuntimeException broken) {
            throw new DamagedFile("it is not a Parquet file, or its footer is broken or encrypted", broken);
        }
    }

    /** Those that the job wants and that are not named by a folder, in the file's order. */
    private MessageType wanted(MessageType all, StoredFile file) {
        if (columns.isEmpty()) {
            return all;
        }
        Set<String> known = all.getFields().stream().map(Type::getName).collect(Collectors.toSet());
        for (String column : columns) {
            if (!known.contains(column) && !file.location().toString().contains("/" + column + "=")) {
                throw new UserMistake(file.location() + ": columns: names " + column + ", which is no column of it"
                        + Nearest.to(column, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; it has " + String.join(", ", known)));
            }
        }
        return new MessageType(
                all.getName(),
                all.getFields().stream()
                        .filter(field -> columns.contains(field.getName()))
                        .toList());
    }
}
