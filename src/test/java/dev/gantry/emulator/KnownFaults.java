package dev.gantry.emulator;

import java.util.List;

import dev.gantry.emulator.Document.KnownFault;

/** Where Roblox's document contradicts itself or what Open Cloud does, and why the emulator goes another way. */
final class KnownFaults {
    private KnownFaults() {}

    /** Their templates have variables that nothing declares. */
    static final List<String> UNLOADABLE_PATHS = List.of(
            "/v1/packages/{packageId}/assets",
            "/v1/resize/{hash}/{width}/{height}/{type}/{format}/{filterType}",
            "/v1/secureresize/{thumbPrint}/{hash}/{width}/{height}/{type}/{format}/{filterType}");

    private static final String AT_THE_ENDS =
            "The older lists send null before the first page and behind the last, though the document says string";

    private static final String EMPTY_AT_FIRST =
            "A cursor that is required is sent empty for the first page, which the judge takes for missing";
    private static final String OPAQUE =
            "The cursor is opaque text in each answer, though the request has it for an object";

    private static final String EMPTY =
            "Nothing is told of a body, but clients such as openblox take it for done only when {} comes back, as"
                    + " Open Cloud writes an empty message";

    private static final String PROBLEM =
            "The status of a problem is a number in RFC 9457, but a string in the document";

    private static final String THUMBNAILS = "Nothing is told of what a thumbnail's answer holds";

    private static final String V1_VALUES =
            "A value of data stores v1 is any JSON, not a string alone or an object alone";

    static final List<KnownFault> ALL = List.of(
            new KnownFault(
                    "/cloud/v2/universes/",
                    "templateRootPlace",
                    "Universe.templateRootPlace is required, but write-only: no answer has it"),
            new KnownFault(
                    "/entries/",
                    "No response body is expected",
                    "A delete of an entry is told of without a body, but answers with the entry, its state DELETED"),
            new KnownFault(":discard", "No response body is expected", EMPTY),
            new KnownFault(":accept", "No response body is expected", EMPTY),
            new KnownFault(":decline", "No response body is expected", EMPTY),
            new KnownFault("/sorted-maps/", "No response body is expected", EMPTY),
            new KnownFault("cursor=", "'cursor' is required but is missing", EMPTY_AT_FIRST),
            new KnownFault("PaginationKey=", "'PaginationKey' is required but is missing", EMPTY_AT_FIRST),
            new KnownFault("/standard-datastores/", "does not match any allowed primitive type", V1_VALUES),
            new KnownFault("/standard-datastores/", "Unable to parse JSON", V1_VALUES),
            new KnownFault(
                    "/standard-datastores", "[\"datastores\"]", "The list of stores v1 is named datastores, not data"),
            new KnownFault("/v1/universes/", "[\"id\",\"name\"]", "The document has places without any property"),
            new KnownFault(
                    "/places/",
                    "templatePlace",
                    "Place.templatePlace is required, but write-only: no answer has it and no update needs it"),
            new KnownFault(
                    "?versionType=",
                    "",
                    "A published version is told of as text, and its body not at all; it answers {versionNumber}"),
            new KnownFault(
                    "/standard-datastores/",
                    "text/json",
                    "The document has text/json, but clients parse application/json, which Open Cloud sends"),
            new KnownFault("/oauth/v1/token", "", "Roblox describes OAuth 2.0 apart from the document"),
            new KnownFault("/api-keys/v1/introspect", "", "Roblox describes introspection apart from the document"),
            new KnownFault("", "'Roblox-Place-Id' is required", "The judge is not shown the request's headers"),
            new KnownFault("/repositories/", "Unable to parse JSON", "The name of a repository has no type"),
            new KnownFault(
                    "/repositories/",
                    "(allowed: [\"object\"])",
                    "The values of a repository have no type, which the judge takes for objects"),
            new KnownFault("/v1/assets", "No API path found", "Its path carries the host behind a #"),
            new KnownFault("/secrets", "'/status'] Instance type (integer)", PROBLEM),
            new KnownFault("Ids=", "No response body is expected", THUMBNAILS),
            new KnownFault("Id=", "No response body is expected", THUMBNAILS),
            new KnownFault("/v1/batch", "No response body is expected", THUMBNAILS),
            new KnownFault("/transactions", "Unable to parse JSON", OPAQUE),
            new KnownFault("/private-servers", "Unable to parse JSON", OPAQUE),
            new KnownFault(
                    "/v1/trades/1",
                    "",
                    "The document has two operations at this place, by status and by id; the judge takes the other one"),
            new KnownFault("", "ursor'] Instance type (null)", AT_THE_ENDS),
            new KnownFault("", "nextRowIndex'] Instance type (null)", AT_THE_ENDS),
            new KnownFault("", "lastEvaluatedId'] Instance type (null)", AT_THE_ENDS),
            new KnownFault("", "nextPaginationKey'] Instance type (null)", AT_THE_ENDS),
            new KnownFault("", "paginationToken'] Instance type (null)", AT_THE_ENDS));
}
