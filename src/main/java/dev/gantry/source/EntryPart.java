package dev.gantry.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.ScopeId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of the entries that a run reads, kept with the run as what a {@link Partition} is about.
 *
 * @param prefix of the ids that the job wants
 * @param share which of these are this part's
 * @param moment that they are read of; empty: as they are
 */
record EntryPart(DataStoreId store, ScopeId scope, String prefix, Share share, Optional<Moment> moment) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final String STORE = "store";
    private static final String SCOPE = "scope";
    private static final String PREFIX = "prefix";
    private static final String BEGINNING = "beginning";
    private static final String WITHOUT = "without";
    private static final String AS_OF = "as-of";
    private static final String IS_KEPT = "is-kept";

    /** Which ids of those that begin with the prefix. Every id is one part's and no other's. */
    sealed interface Share {
        record Whole() implements Share {}

        record Beginning(String with) implements Share {}

        /** All that no other part has. */
        record Rest(List<String> beginnings) implements Share {
            public Rest {
                beginnings = List.copyOf(beginnings);
            }
        }
    }

    static EntryPart of(Partition partition) {
        Map<String, String> about = partition.about();
        @Nullable String beginning = about.get(BEGINNING);
        @Nullable String without = about.get(WITHOUT);
        Share share = beginning != null
                ? new Share.Beginning(beginning)
                : without != null ? new Share.Rest(JSON.readValue(without, TEXTS)) : new Share.Whole();
        return new EntryPart(
                new DataStoreId(about.getOrDefault(STORE, partition.name())),
                new ScopeId(about.getOrDefault(SCOPE, ScopeId.GLOBAL.value())),
                about.getOrDefault(PREFIX, ""),
                share,
                Optional.ofNullable(about.get(AS_OF))
                        .map(time -> new Moment(
                                Instant.parse(time), Boolean.parseBoolean(about.getOrDefault(IS_KEPT, "")))));
    }

    /** All that {@link #of} needs. */
    Map<String, String> about() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(STORE, store.value());
        about.put(SCOPE, scope.value());
        about.put(PREFIX, prefix);
        switch (share) {
            case Share.Whole() -> {}
            case Share.Beginning(String with) -> about.put(BEGINNING, with);
            case Share.Rest(List<String> beginnings) -> about.put(WITHOUT, JSON.writeValueAsString(beginnings));
        }
        moment.ifPresent(settled -> {
            about.put(AS_OF, settled.time().toString());
            about.put(IS_KEPT, Boolean.toString(settled.isKept()));
        });
        return about;
    }

    EntryPart with(Share other) {
        return new EntryPart(store, scope, prefix, other, moment);
    }

    EntryPart with(Optional<Moment> settled) {
        return new EntryPart(store, scope, prefix, share, settled);
    }

    /** What the ids begin with that must be listed for it. */
    String listed() {
        return share instanceof Share.Beginning(String with) ? with : prefix;
    }

    /** Whether a listed id is this part's. */
    boolean owns(String id) {
        return switch (share) {
            case Share.Whole() -> true;
            case Share.Beginning(String with) -> id.startsWith(with);
            case Share.Rest(List<String> beginnings) -> beginnings.stream().noneMatch(id::startsWith);
        };
    }

    /** As partitions, each with a name of its own for people. */
    static List<Partition> named(List<EntryPart> parts) {
        boolean scopes = parts.stream().map(EntryPart::scope).distinct().count() > 1;
        Map<String, EntryPart> named = new LinkedHashMap<>();
        for (EntryPart part : parts) {
            String name = printable(part.name(scopes));
            String unique = name;
            for (int same = 2; named.containsKey(unique); same++) {
                unique = name + " (" + same + ")";
            }
            named.put(unique, part);
        }
        List<Partition> partitions = new ArrayList<>();
        named.forEach((name, part) -> partitions.add(new Partition(name, part.about())));
        return partitions;
    }

    private String name(boolean withScope) {
        String of = withScope ? store + " " + scope : store.value();
        return switch (share) {
            case Share.Whole() -> of;
            case Share.Beginning(String with) -> of + " " + with + "*";
            case Share.Rest rest -> of + " the rest";
        };
    }

    private static String printable(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
