package dev.gantry.source.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.files.Location;
import dev.gantry.files.StoredFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Files that are read one after the other, as they were when the run began. */
public record FilePart(List<StoredFile> files) {

    /** So many parts at most, each with a thread, a checkpoint and a line of progress. */
    private static final int MOST_PARTS = 32;

    /** What a file costs however small it is. */
    private static final long OPENING = 64 * 1024;

    private static final int LONGEST_NAME = 200;
    private static final String FILES = "files";
    private static final JsonMapper JSON = JsonMapper.shared();

    public FilePart {
        files = List.copyOf(files);
    }

    /** A part a file, or where there are too many, several neighbours each, of about the same size together. */
    static List<FilePart> of(List<StoredFile> files) {
        if (files.size() <= MOST_PARTS) {
            return files.stream().map(file -> new FilePart(List.of(file))).toList();
        }
        double all = files.stream().mapToDouble(FilePart::weight).sum();
        List<FilePart> parts = new ArrayList<>();
        List<StoredFile> part = new ArrayList<>();
        double passed = 0;
        for (StoredFile file : files) {
            part.add(file);
            passed += weight(file);
            if (passed >= all * (parts.size() + 1) / MOST_PARTS) {
                parts.add(new FilePart(part));
                part.clear();
            }
        }
        if (!part.isEmpty()) {
            parts.add(new FilePart(part));
        }
        return parts;
    }

    private static double weight(StoredFile file) {
        return file.bytes() + OPENING;
    }

    /** By names of their own for people, in the order of the files. */
    public static Map<String, FilePart> named(List<FilePart> parts) {
        Map<String, FilePart> named = new LinkedHashMap<>();
        for (FilePart part : parts) {
            String name = part.name();
            String unique = name;
            for (int same = 2; named.containsKey(unique); same++) {
                unique = name + " (" + same + ")";
            }
            named.put(unique, part);
        }
        return named;
    }

    String name() {
        if (files.isEmpty()) {
            return "no files";
        }
        String first = printable(files.getFirst().location().toString());
        String shown = first.length() <= LONGEST_NAME ? first : "..." + first.substring(first.length() - LONGEST_NAME);
        return files.size() == 1 ? shown : shown + " and " + (files.size() - 1) + " more";
    }

    /** All that {@link #in} needs. */
    public Map<String, String> about() {
        ArrayNode written = JSON.createArrayNode();
        for (StoredFile file : files) {
            written.addArray().add(file.location().toString()).add(file.bytes()).add(file.version());
        }
        return Map.of(FILES, written.toString());
    }

    /** The part that was described so. */
    public static FilePart in(Map<String, String> about) {
        List<StoredFile> files = new ArrayList<>();
        for (JsonNode file : JSON.readTree(about.getOrDefault(FILES, "[]"))) {
            files.add(new StoredFile(
                    Location.parse(file.path(0).asString()),
                    file.path(1).asLong(),
                    file.path(2).asString()));
        }
        return new FilePart(files);
    }

    private static String printable(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
