package dev.gantry.source.file.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.gantry.files.FileStore;
import dev.gantry.files.StoredFile;
import dev.gantry.job.Nearest;
import dev.gantry.job.UserMistake;
import dev.gantry.source.file.RecordFormat;
import dev.gantry.source.file.RecordReader;
import org.jspecify.annotations.Nullable;

/** Comma-separated values. An empty field is null, an empty one in quotes is an empty text. */
public record CsvFormat(CsvOptions options) implements RecordFormat {

    @Override
    public List<String> suffixes() {
        return TextBytes.suffixes(".csv");
    }

    @Override
    public RecordReader open(FileStore store, StoredFile file, String position) throws IOException {
        CsvRecords records = records(store, file, new Place(0, 0));
        try {
            List<String> columns =
                    options.fixedColumns().isPresent() ? options.fixedColumns().get() : header(records, file);
            if (!position.isEmpty()) {
                records.close();
                records = records(store, file, Place.of(position));
            }
            return new CsvReader(file, records, columns, options);
        } catch (IOException | RuntimeException broken) {
            records.close();
            throw broken;
        }
    }

    private CsvRecords records(FileStore store, StoredFile file, Place from) throws IOException {
        return new CsvRecords(TextBytes.open(store, file, from.offset()), from.lines(), options.delimiter());
    }

    /** An empty file has none, and no records either. */
    private List<String> header(CsvRecords records, StoredFile file) throws IOException {
        CsvRecords.@Nullable Fields header = CsvReader.next(records, file);
        if (header == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (CsvRecords.Field field : header.fields()) {
            @Nullable String name = records.text().text(field.from(), field.to());
            if (name == null || name.isBlank() || name.indexOf(0) >= 0) {
                throw mistaken(
                        file,
                        "column " + (names.size() + 1) + " of the header "
                                + (name == null ? "is not UTF-8" : "has no name"));
            }
            names.add(name);
        }
        Set<String> seen = new HashSet<>();
        IntStream.range(0, names.size())
                .filter(i -> !seen.add(names.get(i)))
                .findFirst()
                .ifPresent(i -> {
                    throw mistaken(file, "column " + (i + 1) + " of the header has the name of another");
                });
        for (String typed : options.types().keySet()) {
            if (!seen.contains(typed)) {
                throw new UserMistake(file.location() + ": types: names " + typed + ", which is no column of it"
                        + Nearest.to(typed, seen)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(". Is the delimiter right?"));
            }
        }
        return names;
    }

    private static UserMistake mistaken(StoredFile file, String what) {
        return new UserMistake(file.location() + ":1: " + what
                + ". Mend the header; or, where the file has none, say header: false and columns: with their names.");
    }
}
