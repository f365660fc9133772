package dev.gantry.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.Job;
import dev.gantry.job.JobFile;
import dev.gantry.job.UserMistake;

/** The folder of job files, looked at now and then. */
final class JobFolder {

    /** What tells one version of a file from another without reading it. */
    private record Stamp(long modified, long size, String key) {}

    /**
     * What the files are by now.
     *
     * @param jobs by file, in the files' order
     * @param problems of the other files
     */
    record Contents(Map<String, Found> jobs, Map<String, String> problems) {}

    /** A file that is right. */
    record Found(String text, Job<?, ?, ?> job) {}

    private final Path folder;
    private final JobSchedules jobs;
    private Map<Path, Stamp> seen = Map.of();

    JobFolder(Path folder, JobSchedules jobs) {
        this.folder = folder;
        this.jobs = jobs;
    }

    Path path() {
        return folder;
    }

    /** Whether a file came, went or changed since they were read last. */
    boolean hasChanged() {
        return !stamps().equals(seen);
    }

    /** Reads all files. One that is just being written is a problem for as long as that takes. */
    Contents read() {
        seen = stamps();
        Contents contents = new Contents(new LinkedHashMap<>(), new LinkedHashMap<>());
        Map<String, String> fileOf = new LinkedHashMap<>();
        for (Path file : seen.keySet()) {
            read(file.toString(), contents, fileOf);
        }
        return contents;
    }

    private void read(String file, Contents contents, Map<String, String> fileOf) {
        try {
            JobFile<?, ?, ?> read = jobs.read(Path.of(file));
            Job<?, ?, ?> job = read.job();
            String other = fileOf.putIfAbsent(job.name(), file);
            if (other == null) {
                contents.jobs().put(file, new Found(read.text(), job));
            } else {
                contents.problems()
                        .put(file, file + ": the job of " + other + " is called " + job.name() + ", too; rename one");
            }
        } catch (InvalidJob invalid) {
            contents.problems()
                    .put(
                            file,
                            String.join(
                                    "\n",
                                    invalid.problems().stream()
                                            .map(Object::toString)
                                            .toList()));
        } catch (UserMistake unreadable) {
            contents.problems().put(file, String.valueOf(unreadable.getMessage()));
        }
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files =
                    entries.filter(file -> file.toString().endsWith(".yml")).toList();
            for (Path file : files) {
                stamp(file, stamps);
            }
            return stamps;
        } catch (IOException unreadable) {
            throw new UserMistake("The folder " + folder + " of the jobs cannot be read: "
                    + (unreadable instanceof NoSuchFileException ? "there is none here" : unreadable.getMessage())
                    + ". Name another one: gantry serve FOLDER.");
        }
    }

    private static void stamp(Path file, Map<Path, Stamp> stamps) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            stamps.put(file, new Stamp(now.lastModifiedTime().toMillis(), now.size(), String.valueOf(now.fileKey())));
        } catch (NoSuchFileException goneMeanwhile) {
            stamps.remove(file);
        }
    }
}
