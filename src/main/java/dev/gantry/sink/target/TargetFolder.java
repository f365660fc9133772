package dev.gantry.sink.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.UserMistake;

/**
 * A folder of this machine, replaced as a whole. Beside a target {@code NAME} two hidden folders may lie for a moment:
 * {@code .NAME.publishing-RUN} is being written, {@code .NAME.replaced-RUN} is the old publication on its way out.
 *
 * <p>Write order: the data files and {@code _schema.json} into the first, fsync; the old target aside; the new one in; {@code _SUCCESS};
 * delete the old. After a kill {@link #repair} finds either the target, which then is complete but for {@code _SUCCESS}, or no
 * target and the old publication aside, which it puts back; the rest is deleted and publishing starts again.
 */
public final class TargetFolder implements Target {

    private static final Pattern OURS = Pattern.compile(
            "part-[0-9]{5,}\\.[a-z0-9.]+|_schema\\.json|_repeated\\.jsonl|_SUCCESS|\\._SUCCESS\\.unfinished");

    private static final Pattern OUR_FOLDER = Pattern.compile("[^=]+=.+");
    private static final Pattern IN_OUR_FOLDER = Pattern.compile("part-[0-9]{5,}\\.[a-z0-9.]+");

    private final Path target;
    private final Path parent;
    private final String writing;
    private final String replaced;

    /** @param target absolute and normalized */
    public TargetFolder(Path target) {
        Path name = target.getFileName();
        Path folder = target.getParent();
        if (name == null || folder == null) {
            throw new UserMistake(
                    "cannot publish to " + target + ": it has no parent folder. Name a folder inside it.");
        }
        this.target = target;
        this.parent = folder;
        this.writing = "." + name + ".publishing-";
        this.replaced = "." + name + ".replaced-";
    }

    @Override
    public String name() {
        return target.toString();
    }

    @Override
    public Optional<byte[]> schema() throws IOException {
        Path file = target.resolve(SCHEMA);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public void refuseIfBad() {
        if (Files.isSymbolicLink(target)) {
            throw refused("it is a symbolic link, and publishing replaces what it names. Name the folder it points to");
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            refuseForeign();
        }
        Path existing = parent;
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent(), "the root of a file system exists");
        }
        if (!Files.isDirectory(existing)) {
            throw refused(existing + " is a file. Name a path whose parents are folders");
        }
        if (!Files.isWritable(existing)) {
            throw refused("no right to write in " + existing + ". Name another path or change its rights");
        }
    }

    private void refuseForeign() {
        if (!Files.isDirectory(target)) {
            throw refused("it is a file, and a data set is a folder. Name another path");
        }
        List<String> names = names(target);
        List<String> foreign = new ArrayList<>();
        for (String name : names) {
            if (OUR_FOLDER.matcher(name).matches()) {
                addForeign(target.resolve(name), foreign);
            } else if (!OURS.matcher(name).matches()) {
                foreign.add(name);
            }
        }
        foreign.sort(Comparator.naturalOrder());
        if (!foreign.isEmpty()) {
            throw refused("it holds what Gantry did not publish there (" + shortened(foreign)
                    + "), and publishing replaces the whole folder. Name another path or move these away");
        }
        if (!names.isEmpty() && !names.contains(SCHEMA)) {
            throw refused("it holds " + shortened(names) + " but no " + SCHEMA
                    + ", so Gantry did not publish it, and publishing"
                    + " replaces the whole folder. Name another path or move these away");
        }
        if (isMountPoint()) {
            throw refused("it is a mount point, which cannot be replaced as a whole. Name a folder inside it");
        }
    }

    /** Below a folder that is named as a partition is, only such folders and data files are ours. */
    private void addForeign(Path entry, List<String> foreign) {
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            foreign.add(target.relativize(entry).toString());
            return;
        }
        for (String name : names(entry)) {
            if (OUR_FOLDER.matcher(name).matches()) {
                addForeign(entry.resolve(name), foreign);
            } else if (!IN_OUR_FOLDER.matcher(name).matches()) {
                foreign.add(target.relativize(entry.resolve(name)).toString());
            }
        }
    }

    private boolean isMountPoint() {
        try {
            return !Files.getFileStore(target).equals(Files.getFileStore(parent));
        } catch (IOException e) {
            return false; // the move itself will say so
        }
    }

    private UserMistake refused(String why) {
        return new UserMistake("cannot publish to " + target + ": " + why + ".");
    }

    @Override
    public void repair() throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        for (String name : names(parent)) {
            if (name.startsWith(replaced) && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Durable.move(parent.resolve(name), target);
            } else if (name.startsWith(replaced) || name.startsWith(writing)) {
                Durable.deleteTree(parent.resolve(name));
            }
        }
    }

    @Override
    public Path begin(String run) throws IOException {
        Durable.createFolders(parent);
        Path hidden = parent.resolve(writing + run);
        Durable.createFolders(hidden);
        return hidden;
    }

    @Override
    public void show(String run) throws IOException {
        Path hidden = parent.resolve(writing + run);
        Path old = parent.resolve(replaced + run);
        Durable.syncFolder(hidden);
        refuseIfBad();
        if (Files.exists(target)) {
            Durable.move(target, old);
        }
        Durable.move(hidden, target);
        markComplete();
        if (Files.exists(old)) {
            Durable.deleteTree(old);
        }
    }

    @Override
    public void markComplete() throws IOException {
        Path success = target.resolve(SUCCESS);
        if (!Files.exists(success)) {
            Durable.writeWhole(success, new byte[0]);
        }
    }

    @Override
    public void discard(String run, Exception failure) {
        Path hidden = parent.resolve(writing + run);
        try {
            if (Files.exists(hidden)) {
                Durable.deleteTree(hidden);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static String shortened(List<String> names) {
        String first = names.stream().limit(3).collect(Collectors.joining(", "));
        return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        } catch (IOException e) {
            throw DiskFailed.other("cannot list", folder, e);
        } catch (UncheckedIOException e) {
            throw DiskFailed.other("cannot list", folder, Objects.requireNonNull(e.getCause()));
        }
    }
}
