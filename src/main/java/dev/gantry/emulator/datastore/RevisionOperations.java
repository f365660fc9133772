package dev.gantry.emulator.datastore;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;

/**
 * The revisions of an entry that can still be read, {@code Cloud_ListDataStoreEntryRevisions*} of the OpenAPI document
 * (checked 2026-11-23). They come oldest first, without value, users and attributes, and their ids end in {@code
 * @revision}.
 */
final class RevisionOperations {
    private static final Pattern BOUND =
            Pattern.compile("\\s*revision_create_time\\s*(<=|>=)\\s*\"?([^\\s\"]+)\"?\\s*");

    private final DataStores stores;

    RevisionOperations(DataStores stores) {
        this.stores = stores;
    }

    List<Operation> operations() {
        return new EntryRoute("ListDataStoreEntryRevisions", OperationClass.LIST).onOne(this::list);
    }

    private Answer list(Call call) {
        String id = RevisionSuffix.withoutLatest(call.variable("entry_id"));
        EntryAddress address = EntryAddress.of(call, stores.universe(call), id);
        Page page = Page.of(call);
        Predicate<Revision> asked = filter(call.parameter("filter").orElse(""));
        List<Revision> found = address
                .universe()
                .existing(address.store(), call.now())
                .find(address.key(), call.now())
                .orElseThrow(() -> Refused.notFound("There is no entry " + id))
                .revisions()
                .stream()
                .filter(revision -> position(revision).compareTo(page.after()) > 0 && asked.test(revision))
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, RevisionOperations::position, (json, each) -> write(json, address, each));
    }

    /** Revisions are numbered in order; a fixed width keeps that order among texts. */
    private static String position(Revision revision) {
        return "%019d".formatted(revision.number());
    }

    private static void write(JsonGenerator json, EntryAddress address, Revision revision) {
        json.writeStartObject();
        json.writeStringProperty("path", address.path() + "@" + revision.id());
        json.writeStringProperty("createTime", revision.createTime().toString());
        json.writeStringProperty("revisionId", revision.id());
        json.writeStringProperty("revisionCreateTime", revision.time().toString());
        json.writeStringProperty("state", revision.deleted() ? "DELETED" : "ACTIVE");
        json.writeStringProperty("etag", revision.etag());
        json.writeStringProperty("id", address.key().id() + "@" + revision.id());
        json.writeEndObject();
    }

    private static Predicate<Revision> filter(String text) {
        Predicate<Revision> all = revision -> true;
        for (String bound : text.isBlank() ? new String[0] : text.split("&&", -1)) {
            all = all.and(bound(bound));
        }
        return all;
    }

    private static Predicate<Revision> bound(String text) {
        Matcher matcher = BOUND.matcher(text);
        if (!matcher.matches()) {
            throw Refused.invalid("The filter compares revision_create_time by <= or >= with a time, not " + text);
        }
        Instant time = time(matcher.group(2));
        return matcher.group(1).equals("<=")
                ? revision -> !revision.time().isAfter(time)
                : revision -> !revision.time().isBefore(time);
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw Refused.invalid("Not a time: " + text);
        }
    }
}
