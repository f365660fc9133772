package dev.gantry.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gantry.erase.Owners;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.UserMistake;
import dev.gantry.writeback.journal.EraseFromJournal;

/** Takes users out of journals and plans, and out of files of rejected rows: those lose each line that has one of their ids in it. */
final class EraseFiles {
    private static final String JOURNAL = "GANTRYJ";

    private final Owners erased;
    private final boolean onlyCounts;
    private final List<ErasureProof.File> changed = new ArrayList<>();
    private int looked;

    EraseFiles(Owners erased, boolean onlyCounts) {
        this.erased = erased;
        this.onlyCounts = onlyCounts;
    }

    /** How many files were read. */
    int looked() {
        return looked;
    }

    List<ErasureProof.File> changed() {
        return List.copyOf(changed);
    }

    /** @throws UserMistake if there is no such file */
    void eraseFrom(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserMistake("There is no file " + file + ". Name plans, journals or files of rejected rows.");
        }
        looked++;
        String before = sha256(file);
        long gone = isJournal(file) ? EraseFromJournal.of(file, erased, onlyCounts) : lines(file);
        String after = sha256(file);
        if (gone > 0 || !after.equals(before)) {
            changed.add(new ErasureProof.File(erased.without(file.toString()), gone, before, after));
        }
    }

    private static boolean isJournal(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(JOURNAL.length()), StandardCharsets.ISO_8859_1).equals(JOURNAL);
        } catch (IOException broken) {
            throw DiskFailed.other("cannot read", file, broken);
        }
    }

    private long lines(Path file) {
        try (Stream<String> all = Files.lines(file)) {
            List<String> lines = all.toList();
            List<String> left =
                    lines.stream().filter(line -> !erased.anyIn(line)).toList();
            if (left.size() < lines.size() && !onlyCounts) {
                String text = left.stream().map(line -> line + "\n").collect(Collectors.joining());
                Durable.writeWhole(file, text.getBytes(StandardCharsets.UTF_8));
            }
            return (long) lines.size() - left.size();
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write anew", file, broken);
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException broken) {
            throw DiskFailed.other("cannot read", file, broken);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
