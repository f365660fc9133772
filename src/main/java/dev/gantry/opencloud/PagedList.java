package dev.gantry.opencloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Any list of the catalogue, page by page, whichever way it pages: by a token that the answer gives, by the number of a
 * page, or by the number of a row. What leads to a page is a token all the same.
 */
public final class PagedList {

    /** How often a page without rows is asked for again where only such a page tells the end. */
    private static final int DOUBTS = 2;

    /** Rows to a page of a list that must be told and whose document tells no bounds. */
    private static final int UNTOLD = 50;

    private static final List<String> PAGE_NUMBERS = List.of("page", "pageNumber");
    private static final List<String> ROW_NUMBERS = List.of("skip", "Skip", "startIndex", "StartRowIndex");

    private final OpenCloud cloud;
    private final Request request;
    private final ObjectNode body;
    private final ApiOperation.Paging paging;

    private PagedList(OpenCloud cloud, Request request, ObjectNode body, ApiOperation.Paging paging) {
        this.cloud = cloud;
        this.request = request;
        this.body = body;
        this.paging = paging;
    }

    /** @param request without page token and page size: the largest pages are asked for */
    public static PagedList of(OpenCloud cloud, Request request) {
        return of(cloud, request, JsonNodeFactory.instance.objectNode());
    }

    /** @param body of a list that is asked for by POST, likewise without them */
    public static PagedList of(OpenCloud cloud, Request request, ObjectNode body) {
        ApiOperation operation = request.operation();
        return new PagedList(
                cloud,
                request,
                body,
                operation
                        .paging()
                        .orElseThrow(() -> new IllegalArgumentException(operation.id() + " is not a list in pages")));
    }

    /** The page that a token leads to; without one, the first. */
    public Page<JsonNode> page(Optional<PageToken> token) throws InterruptedException {
        Request asked = asked(token);
        Page<JsonNode> page = read(receive(asked), token);
        for (int doubt = 0; doubt < DOUBTS && isDoubtful(page); doubt++) {
            page = read(receive(asked), token);
        }
        return page;
    }

    /** A list that counts ends with its first page without rows, so such a page must not be a fault. */
    private boolean isDoubtful(Page<JsonNode> page) {
        return isCounted() && page.items().isEmpty();
    }

    private boolean isCounted() {
        return PAGE_NUMBERS.contains(paging.from()) || ROW_NUMBERS.contains(paging.from());
    }

    private Request asked(Optional<PageToken> token) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        if (!paging.size().isEmpty() && (paging.most() > 0 || isRequired(paging.size()))) {
            page.put(paging.size(), paging.most() > 0 ? paging.most() : Math.max(paging.usual(), UNTOLD));
        }
        if (token.isPresent()) {
            page.put(paging.from(), token.get().value());
        } else if (isRequired(paging.from())) {
            page.put(paging.from(), isCounted() ? Integer.toString(paging.first()) : "");
        }
        if (paging.inBody()) {
            return request.withBody(body.deepCopy().setAll(page));
        }
        Request asked = request;
        for (var parameter : page.properties()) {
            asked = asked.withQuery(parameter.getKey(), parameter.getValue().asString());
        }
        return asked;
    }

    private Received receive(Request asked) throws InterruptedException {
        return request.operation().isLongRunning() ? cloud.callAndAwait(asked) : cloud.call(asked);
    }

    private boolean isRequired(String parameter) {
        return request.operation().query().stream()
                .anyMatch(each -> each.name().equals(parameter) && each.isRequired());
    }

    private Page<JsonNode> read(Received received, Optional<PageToken> token) {
        JsonNode answer = received.json();
        JsonNode listed = paging.rows().isEmpty() ? answer : answer.path(paging.rows());
        List<JsonNode> rows = new ArrayList<>(listed.size());
        listed.forEach(rows::add);
        return new Page<>(rows, next(answer, rows.size(), token), received.bytes());
    }

    private Optional<PageToken> next(JsonNode answer, int rows, Optional<PageToken> token) {
        if (!paging.next().isEmpty()) {
            JsonNode next = answer.path(paging.next());
            String text = next.isNull() ? "" : next.asString("");
            // A number that counts leads nowhere new from a page without rows.
            return text.isEmpty() || (isCounted() && rows == 0) ? Optional.empty() : Optional.of(new PageToken(text));
        }
        if (!isCounted() || rows == 0) {
            return Optional.empty();
        }
        long here = token.map(at -> Long.parseLong(at.value())).orElse((long) paging.first());
        long step = PAGE_NUMBERS.contains(paging.from()) ? 1 : rows;
        return Optional.of(new PageToken(Long.toString(here + step)));
    }
}
