package dev.gantry.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.Response;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Roblox's OpenAPI document as a judge of requests and answers, where it lies beside the repository. It is not part of the
 * repository: without it, nothing is judged.
 */
final class Document {
    static final Path FILE = Path.of("../shared/opencloud/openapi.json");

    private static final Optional<Document> DOCUMENT =
            Files.exists(FILE) ? Optional.of(new Document()) : Optional.empty();

    /**
     * Where the document is at fault itself.
     *
     * @param where part of the message, or of the path that was asked for
     * @param what part of the message
     * @param reason why the emulator is right nevertheless
     */
    record KnownFault(String where, String what, String reason) {
        boolean covers(String path, ValidationReport.Message message) {
            return path.contains(where) && message.toString().contains(what);
        }
    }

    /** What a refusal may be: of a path or method that there is not, or with a body that is not told of. */
    private static final Set<String> UNTOLD = Set.of(
            "validation.request.path.missing",
            "validation.request.operation.notAllowed",
            "validation.response.body.unexpected",
            "validation.response.contentType.notAllowed");

    static final List<KnownFault> KNOWN_FAULTS = KnownFaults.ALL;

    private final OpenApiInteractionValidator validator;

    private Document() {
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(loadable())
                .withBasePathOverride("/")
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
                        .withLevel("validation.response.status.unknown", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    /** The document without what keeps a strict reader from loading it; none of that is served. */
    private static String loadable() {
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(FILE.toFile());
        ObjectNode paths = (ObjectNode) document.get("paths");
        KnownFaults.UNLOADABLE_PATHS.forEach(paths::remove);
        document.findValues("encoding").forEach(encoding -> ((ObjectNode) encoding).remove("metadata"));
        return document.toString();
    }

    static Optional<Document> find() {
        return DOCUMENT;
    }

    /**
     * What is wrong with an exchange, in the document's eyes. A request that was refused need not fit, and a refusal that
     * the document says nothing about may say what it likes.
     *
     * @param path as it was sent, with its query, without a leading host
     */
    List<String> complaints(
            String method, String path, String contentType, String body, int status, String answerType, String answer) {
        SimpleRequest request = request(method, path, contentType, body);
        SimpleResponse.Builder response = new SimpleResponse.Builder(status);
        if (!answer.isEmpty()) {
            response.withContentType(answerType).withBody(answer);
        }
        ValidationReport report =
                status / 100 == 2 ? validator.validate(request, response.build()) : refusal(request, response.build());
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .filter(message -> status < 400 || !UNTOLD.contains(message.getKey()))
                .filter(message -> KNOWN_FAULTS.stream().noneMatch(fault -> fault.covers(path, message)))
                .map(message -> message.getKey() + ": " + message.getMessage()
                        + message.getContext()
                                .flatMap(ValidationReport.MessageContext::getPointers)
                                .map(pointers -> " at " + pointers.getInstance())
                                .orElse("")
                        + (message.getAdditionalInfo().isEmpty() ? "" : " " + message.getAdditionalInfo()))
                .toList();
    }

    private ValidationReport refusal(SimpleRequest request, Response response) {
        return validator.validateResponse(request.getPath(), request.getMethod(), response);
    }

    private static SimpleRequest request(String method, String path, String contentType, String body) {
        int mark = path.indexOf('?');
        SimpleRequest.Builder request =
                new SimpleRequest.Builder(Request.Method.valueOf(method), mark < 0 ? path : path.substring(0, mark));
        if (mark >= 0 && mark + 1 < path.length()) {
            for (String pair : path.substring(mark + 1).split("&", -1)) {
                if (pair.isEmpty()) {
                    continue;
                }
                int equals = pair.indexOf('=');
                request.withQueryParam(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        decode(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        if (!body.isEmpty()) {
            request.withContentType(contentType).withBody(body);
        }
        return request.build();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
