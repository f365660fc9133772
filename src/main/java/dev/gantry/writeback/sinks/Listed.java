package dev.gantry.writeback.sinks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import dev.gantry.opencloud.Request;
import tools.jackson.databind.JsonNode;

/** Short lists of Open Cloud, page by page: an empty page that names another is not the end. */
final class Listed {

    private Listed() {}

    static List<JsonNode> all(OpenCloud cloud, Request request) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        walk(cloud, request, item -> {
            all.add(item);
            return true;
        });
        return all;
    }

    static Optional<JsonNode> first(OpenCloud cloud, Request request) throws InterruptedException {
        List<JsonNode> first = new ArrayList<>(1);
        walk(cloud, request, item -> {
            first.add(item);
            return false;
        });
        return first.stream().findFirst();
    }

    private static void walk(OpenCloud cloud, Request request, Predicate<JsonNode> wantsMore)
            throws InterruptedException {
        PagedList list = PagedList.of(cloud, request);
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = list.page(token);
            for (JsonNode item : page.items()) {
                if (!wantsMore.test(item)) {
                    return;
                }
            }
            token = page.nextAfter(token, request.operation().id());
        } while (token.isPresent());
    }
}
