package dev.gantry.writeback.sinks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.gantry.call.Arguments;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.ParameterName;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.journal.JournalRecord.Act;
import tools.jackson.databind.JsonNode;

/**
 * Requests of one operation, made of what acts tell: {@code {with, body, file}}. Where the operation takes an idempotency key, each
 * act has one of its own.
 *
 * @param isInOrder whether those of one path are sent one after the other
 */
record CallRequests(ApiOperation operation, Calls.Sending sending, boolean isInOrder) implements Remote.Sent {

    static final String WITH = "with";
    static final String BODY = "body";
    static final String FILE = "file";

    private static final String KEY = "idempotencyKey.key";
    private static final String FIRST_SENT = "idempotencyKey.firstSent";
    private static final String MULTIPART = "multipart";

    @Override
    public boolean isKeyed() {
        return sending.repeatable() || takesKey();
    }

    private boolean takesKey() {
        return operation.query().stream().anyMatch(parameter -> parameter.name().equals(KEY));
    }

    @Override
    public Made send(OpenCloud cloud, Act act, Consumer<String> begun) throws InterruptedException {
        Request request = request(act);
        return sending.waits()
                ? Answers.awaited(cloud, request, begun)
                : Answers.made(cloud.call(request).json());
    }

    @Override
    public Made await(OpenCloud cloud, Act act) throws InterruptedException {
        return Answers.awaited(cloud, request(act), act.sending().begun());
    }

    private Request request(Act act) {
        JsonNode told = ExactJson.parse(act.after().orElseThrow());
        Request request = Arguments.plain(texts(told.path(WITH))).request(operation, null);
        if (takesKey() && !told.path(WITH).has(ParameterName.of(KEY))) {
            request = request.withQuery(KEY, act.sending().key())
                    .withQuery(FIRST_SENT, act.sending().firstSent());
        }
        request = withContent(request, told);
        return isKeyed() ? request.repeatable() : request;
    }

    private static Map<String, List<String>> texts(JsonNode with) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        with.properties()
                .forEach(each -> texts.put(
                        each.getKey(),
                        each.getValue().valueStream().map(JsonNode::asString).toList()));
        return texts;
    }

    private Request withContent(Request request, JsonNode told) {
        if (operation.body().equals(MULTIPART)) {
            return withParts(request, told);
        }
        if (told.has(FILE)) {
            SentFile file = SentFile.of(told.path(FILE)).unchanged();
            return request.withFile(file.path(), file.type());
        }
        return told.has(BODY) ? request.withBody(told.path(BODY)) : request;
    }

    private Request withParts(Request request, JsonNode told) {
        Request parts = request;
        for (Map.Entry<String, JsonNode> part : told.path(BODY).properties()) {
            JsonNode value = part.getValue();
            parts = value.isContainer()
                    ? parts.withPart(part.getKey(), value)
                    : parts.withPart(part.getKey(), value.asString());
        }
        if (told.has(FILE)) {
            SentFile file = SentFile.of(told.path(FILE)).unchanged();
            parts = parts.withFilePart(sending.filePart(), file.path(), file.type());
        }
        return parts;
    }
}
