package dev.gantry.sink.order;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import dev.gantry.job.UserMistake;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.Scalar;
import dev.gantry.sink.schema.Scalar.Simple;
import org.jspecify.annotations.Nullable;

/**
 * Names of folders as Hive writes them and Spark and DuckDB read them: {@code country=SE/level=5}. What they could not
 * hold is escaped by percent signs, as Hive does.
 */
public final class FolderNames {
    /** Stands for null. */
    static final String NONE = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\\u007F{[]^";

    /** Also what Windows refuses in names; whoever reads unescapes whatever is escaped. */
    private static final String ESCAPED_TOO = "<>|";

    /** Bytes, of every file system in use. */
    private static final int LONGEST = 255;

    private FolderNames() {}

    /** Whether folders can be named by such a column without loss. */
    public static boolean canNameFolders(ColumnType type) {
        return type instanceof Leaf leaf
                && leaf.scalar() instanceof Simple simple
                && simple != Simple.JSON
                && simple != Simple.DOUBLE
                && simple != Simple.TIMESTAMP_MICROS
                && simple != Simple.TIMESTAMP_NANOS;
    }

    /** The folder that the beginning of a key says. */
    static String of(SortBy by, byte[] key, int start) {
        ByteBuffer in = ByteBuffer.wrap(key);
        in.position(start);
        List<String> names = new ArrayList<>();
        for (String column : by.folders()) {
            names.add(checked(column, escaped(column) + "=" + value(by.type(column), in)));
        }
        return String.join("/", names);
    }

    private static String value(@Nullable ColumnType type, ByteBuffer in) {
        if (in.get() == KeyPart.NONE) {
            return NONE;
        }
        Scalar scalar = type instanceof Leaf leaf ? leaf.scalar() : Simple.JSON;
        if (scalar == Simple.INT64) {
            return Long.toString(in.getLong() ^ Long.MIN_VALUE);
        }
        if (scalar == Simple.BOOLEAN) {
            return Boolean.toString(in.get() == 1);
        }
        return quoted(text(in));
    }

    private static String text(ByteBuffer in) {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        for (byte b = in.get(); ; b = in.get()) {
            if (b == 0 && in.get() == 0) {
                return utf8.toString(StandardCharsets.UTF_8);
            }
            utf8.write(b);
        }
    }

    /** Readers take NULL, in any case, and Hive's name for null as they stand: their first letter is escaped where they are text. */
    private static String quoted(String text) {
        String name = escaped(text);
        return name.equalsIgnoreCase("NULL") || name.equals(NONE) ? escape(name.charAt(0)) + name.substring(1) : name;
    }

    private static String escaped(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || ESCAPED.indexOf(c) >= 0 || ESCAPED_TOO.indexOf(c) >= 0) {
                name.append(escape(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private static String escape(char c) {
        return "%" + HexFormat.of().withUpperCase().toHexDigits((byte) c);
    }

    private static String checked(String column, String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new UserMistake(String.format(
                    Locale.ROOT,
                    "partition-by: %s has a value that makes a folder's name of %,d bytes, and file systems take %d: %s..."
                            + " Nothing was published; partition by a column of shorter values.",
                    column,
                    bytes,
                    LONGEST,
                    name.substring(0, 60)));
        }
        return name;
    }
}
