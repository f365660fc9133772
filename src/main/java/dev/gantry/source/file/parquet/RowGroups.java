package dev.gantry.source.file.parquet;

import java.io.IOException;
import java.util.List;

import dev.gantry.files.StoredFile;
import dev.gantry.job.UserMistake;
import dev.gantry.source.file.DamagedFile;
import dev.gantry.source.file.FileRecord;
import dev.gantry.source.file.RecordReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The rows of one file, row group by row group. */
final class RowGroups implements RecordReader {

    private final ParquetFileReader reader;
    private final MessageColumnIO columns;
    private final RowsAsJson rows;
    private final StoredFile file;
    private final List<BlockMetaData> groups;
    private int group;
    private long rowInGroup;
    private long rowsBefore;
    private @Nullable PageReadStore pages;
    private org.apache.parquet.io.@Nullable RecordReader<ObjectNode> records;

    private RowGroups(ParquetFileReader reader, MessageType schema, StoredFile file) {
        this.reader = reader;
        this.columns = new ColumnIOFactory().getColumnIO(schema);
        this.rows = new RowsAsJson(schema);
        this.file = file;
        this.groups = reader.getRowGroups();
    }

    static RowGroups open(ParquetFileReader reader, MessageType schema, StoredFile file, String position)
            throws IOException {
        RowGroups opened = new RowGroups(reader, schema, file);
        if (!position.isEmpty()) {
            int colon = position.indexOf(':');
            opened.goTo(Integer.parseInt(position, 0, colon, 10), Long.parseLong(position.substring(colon + 1)));
        }
        return opened;
    }

    private void goTo(int toGroup, long row) throws IOException {
        group = toGroup;
        for (BlockMetaData before : groups.subList(0, toGroup)) {
            rowsBefore += before.getRowCount();
        }
        while (rowInGroup < row) {
            read();
        }
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        while (group < groups.size() && groups.get(group).getRowCount() == 0) {
            endGroup();
        }
        return group == groups.size() ? null : read();
    }

    private FileRecord read() throws IOException {
        long number = rowsBefore + rowInGroup + 1;
        try {
            rows.begin();
            ObjectNode row = records().read();
            if (++rowInGroup == groups.get(group).getRowCount()) {
                endGroup();
            }
            return new FileRecord(number, row, rows.bytes(), rows.refusal());
        } catch (UnpackPages.UnknownCodec unknown) {
            throw new UserMistake(
                    file.location() + " is compressed with " + unknown.getMessage()
                            + ", which Gantry does not read. Write it anew with zstd, snappy, gzip or lz4_raw.",
                    unknown);
        } catch (RuntimeException broken) {
            throw new DamagedFile("row " + number + ", in its row group " + (group + 1) + ", cannot be read", broken);
        }
    }

    private org.apache.parquet.io.RecordReader<ObjectNode> records() throws IOException {
        if (records == null) {
            pages = reader.readRowGroup(group);
            records = columns.getRecordReader(pages, rows);
        }
        return records;
    }

    private void endGroup() {
        rowsBefore += groups.get(group).getRowCount();
        rowInGroup = 0;
        group++;
        closePages();
    }

    private void closePages() {
        records = null;
        if (pages != null) {
            pages.close();
            pages = null;
        }
    }

    @Override
    public String position() {
        return group + ":" + rowInGroup;
    }

    @Override
    public void close() throws IOException {
        closePages();
        reader.close();
    }
}
