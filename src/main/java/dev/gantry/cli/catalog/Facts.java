package dev.gantry.cli.catalog;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.cli.text.Amounts;
import dev.gantry.opencloud.catalog.ApiOperation;

/** What is to be said of an operation in a few words. */
final class Facts {

    private Facts() {}

    /** All that matters when one is chosen among many, on one line. */
    static String inShort(ApiOperation operation) {
        String others = butCredentials(operation);
        return credentials(operation) + (others.isEmpty() ? "" : ", " + others);
    }

    /** The same, among such as take the same credentials. */
    static String butCredentials(ApiOperation operation) {
        List<String> facts = new ArrayList<>(operation.access().scopes());
        add(
                facts,
                !operation.limits().owner().isEmpty(),
                limit(operation.limits().owner(), ""));
        add(facts, operation.writes(), "writes");
        add(facts, operation.isLongRunning(), "long-running");
        add(facts, !List.of("", "stable").contains(operation.stability()), operation.stability());
        add(facts, operation.isDeprecated(), "deprecated");
        return String.join(", ", facts);
    }

    /** {@code key or token}, {@code cookie only}, {@code for anyone}. */
    static String credentials(ApiOperation operation) {
        ApiOperation.Access access = operation.access();
        return isForAnyone(operation)
                ? "for anyone"
                : access.isCookieOnly() ? "cookie only" : String.join(" or ", access.takes());
    }

    /** {@code 1,000,000/minute} and what it is for; empty where there is no limit. */
    static String limit(String limit, String what) {
        int slash = limit.indexOf('/');
        return slash < 0
                ? ""
                : Amounts.number(Long.parseLong(limit.substring(0, slash))) + limit.substring(slash) + what;
    }

    private static void add(List<String> facts, boolean holds, String fact) {
        if (holds) {
            facts.add(fact);
        }
    }

    static boolean isForAnyone(ApiOperation operation) {
        return operation.access().takes().isEmpty() || operation.access().isOpen();
    }

    static boolean isByKey(ApiOperation operation) {
        return operation.access().takes().contains("key");
    }
}
