package dev.gantry.cli;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gantry.job.JobFile;
import dev.gantry.job.Values;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.CatalogList;
import dev.gantry.opencloud.catalog.Notes;
import dev.gantry.run.Components;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gantry.cli.Commanded.gantry;
import static org.assertj.core.api.Assertions.assertThat;

class CatalogCommandTest {

    private static Commanded catalog(String... arguments) {
        Object[] line = new Object[arguments.length + 1];
        line[0] = "catalog";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return gantry(line);
    }

    @Test
    void givesAnOverviewFirst() {
        Commanded overview = catalog().with(ExitCode.DONE);
        assertThat(overview.lines())
                .startsWith("Open Cloud has 826 operations; 99 lists among them are sources of jobs. Some belong to"
                        + " several features.")
                .contains(
                        "  FEATURE                     LISTS  OPERATIONS  BY KEY  FOR ANYONE  COOKIE ONLY",
                        "  data-and-memory-stores          9          48      48           0            0",
                        "  gantry catalog --feature groups        what a feature offers");
    }

    @Test
    void showsAFeaturesListsFirst() {
        Commanded feature = catalog("--feature", "game-events").with(ExitCode.DONE);
        assertThat(feature.out()).isEqualTo("""
                        game-events: 1 list and 4 other operations

                        Lists, with source: {NAME: {...}}
                          game-events                       key or token, universe.event:read, 100/minute, experimental
                                                            needs universe; takes reverse, starts-before, starts-after, ends-before, ends-after,
                                                            visibility, fields

                        Other operations that an API key opens, with call: {operation: ID}
                          GameEvent_Delete
                              DELETE /virtual-events/v3/game-events/{eventId}
                              key or token, universe.event:write, 20/minute, writes, experimental
                          GameEvent_Get
                              GET /virtual-events/v3/game-events/{eventId}
                              key or token, universe.event:read, 100/minute, experimental
                          GameEvent_Update
                              PATCH /virtual-events/v3/game-events/{eventId}
                              key or token, universe.event:write, 20/minute, writes, experimental
                          GameEvents_Create
                              POST /virtual-events/v3/universes/{universeId}/game-events
                              key or token, universe.event:write, 20/minute, writes, experimental

                        gantry catalog NAME, or its ID, tells all about one.
                        """);
    }

    @Test
    void showsAListAsAJobWritesIt() {
        assertThat(catalog("group-audit-log-entries").with(ExitCode.DONE).out()).isEqualTo("""
                        group-audit-log-entries, a list (groups)
                          parameters   group        needed     (groupId)
                                       action-type             (actionType)
                                       user                    (userId)
                                       sort-order              (sortOrder)
                                       on-denied    else fail                What to do where Open Cloud answers 403, for example for a private
                                                                             inventory: fail, or skip and count
                                       on-missing   else fail                What to do where Open Cloud answers 404: fail, or skip and count
                          credentials  API key or OAuth 2.0 token
                          scopes       legacy-group:manage
                                       gantry scopes JOB tells all that a job needs
                          limits       100/minute for all keys of one owner, 100/minute for the tokens of one authorization
                          pages        100 rows at most, 10 unless asked; rows in data, cursor from nextPageCursor, size by limit
                          operation    get_legacy_groups_v1_groups__groupId__audit_log
                                       GET /legacy-groups/v1/groups/{groupId}/audit-log

                        source:    # gantry preview JOB --param group=...
                          group-audit-log-entries: {group: "${group}"}
                        """);
    }

    @Test
    void showsOfAListThatIsBuiltInWhatItTakesItself() {
        assertThat(catalog("data-store-entries").with(ExitCode.DONE).out()).isEqualTo("""
                        data-store-entries, a list (data-and-memory-stores)
                          parameters   universe    needed       (universe_id)    The universe (experience) that the stores belong to
                                       data-store  needed       (data_store_id)  A store, a prefix of store names that ends in *, or a list of
                                                                                 these
                                       scope       else global  (scope_id)       The scope to read, or a list of scopes; "-" for all
                                       prefix                                    Only entries whose id begins with this, for example Player_;
                                                                                 with scope "-" an id is scope/key
                                       values      else true                     Whether to read each entry; false lists ids only
                                       deleted     else false                    Whether entries marked as deleted are rows too: {id, dataStore,
                                                                                 scope, state: DELETED}. A list alone does not tell them from
                                                                                 others, so with values: false they have no state
                                       as-of                                     The moment to read every entry of, deleted since or not: a time
                                                                                 of the last 30 days, now, or snapshot, which takes the day's
                                                                                 snapshot first and alone is consistent while the game writes.
                                                                                 Rows then have asOf; entries made later are left out
                                       partitions  else auto                     Into how many parts a large store is divided by what ids begin
                                                                                 with, to read them side by side: auto, none, or about so many
                                                                                 for each scope of each store. What belongs to none of them is
                                                                                 one part more
                          credentials  API key
                          scopes       universe-datastores.objects:list
                                       gantry scopes JOB tells all that a job needs
                          limits       1,000,000/minute for all keys of one owner
                          stability    stable
                          pages        256 rows at most, 10 unless asked; rows in dataStoreEntries, pageToken from nextPageToken, size by
                                       maxPageSize
                          operation    Cloud_ListDataStoreEntries__Using_Universes
                                       GET /cloud/v2/universes/{universe_id}/data-stores/{data_store_id}/entries
                          operation    Cloud_ListDataStoreEntries__Using_Universes_DataStores
                                       GET /cloud/v2/universes/{universe_id}/data-stores/{data_store_id}/scopes/{scope_id}/entries

                        source:    # gantry preview JOB --param universe=... --param data-store=...
                          data-store-entries: {universe: "${universe}", data-store: "${data-store}"}
                        """);
    }

    @Test
    void showsAnOperation() {
        assertThat(catalog("Cloud_GetUser").with(ExitCode.DONE).out()).isEqualTo("""
                        Cloud_GetUser, an operation (users)
                          request      GET /cloud/v2/users/{user_id}
                          parameters   user  needed  (user_id)
                          credentials  API key or OAuth 2.0 token
                          scopes       user.advanced:read, user.social:read
                          limits       1,000/minute for all keys of one owner, 10/minute for the tokens of one authorization
                          stability    beta

                        source:    # gantry preview JOB --param user=...
                          call: {operation: Cloud_GetUser, with: {user: "${user}"}}
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloud_getuser",
                "GET /cloud/v2/users/{user_id}",
                "get /cloud/v2/users/{id}",
                "/cloud/v2/users/{user_id}"
            })
    void findsAnOperationByIdOrRequest(String name) {
        assertThat(catalog(name.split(" ")).with(ExitCode.DONE).lines().getFirst())
                .isEqualTo("Cloud_GetUser, an operation (users)");
    }

    @Test
    void findsAListByItsOperation() {
        assertThat(catalog("Cloud_ListGroupMemberships").with(ExitCode.DONE).out())
                .isEqualTo(catalog("group-memberships").out());
    }

    @Test
    void searchesByWords() {
        assertThat(catalog("bans", "group").with(ExitCode.DONE).out()).isEqualTo("""
                        bans group: 1 list and 3 other operations have that in name, id or path

                        Lists, with source: {NAME: {...}}
                          group-bans                        cookie only
                                                            needs group; takes sort-order

                        Other operations by cookie only, with call: {operation: ID}
                          groups_delete_v1_groups__groupId__bans__userId_
                              DELETE groups.roblox.com/v1/groups/{groupId}/bans/{userId}
                              writes
                          groups_get_v1_groups__groupId__bans__userId_
                              GET groups.roblox.com/v1/groups/{groupId}/bans/{userId}
                          groups_post_v1_groups__groupId__bans__userId_
                              POST groups.roblox.com/v1/groups/{groupId}/bans/{userId}
                              writes

                        gantry catalog NAME, or its ID, tells all about one.
                        """);
    }

    @Test
    void saysWhatIsRecommendedInstead() {
        assertThat(catalog("localization-table-entries-v1").with(ExitCode.DONE).out())
                .contains("""
                          note         localization-table-entries-v1 takes no API key and no token, only the cookie of an account
                                       (ROBLOSECURITY).
                          note         Roblox recommends localization-table-entries instead of localization-table-entries-v1.
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grop-memberships | Nothing in the catalogue is called "grop-memberships" or has that in its id or path; did you mean "group-memberships"?
            xyzzy            | Nothing in the catalogue is called "xyzzy" or has that in its id or path; gantry catalog lists its features
            """)
    void namesWhatIsNear(String name, String message) {
        assertThat(catalog(name).with(ExitCode.MISTAKE).err()).isEqualTo(message + "\n");
    }

    @Test
    void namesTheNearFeature() {
        assertThat(catalog("--feature", "gruops").with(ExitCode.MISTAKE).err())
                .isEqualTo("There is no feature \"gruops\"; did you mean \"groups\"?\n");
    }

    @Test
    void saysTheSameAsJson() {
        JsonNode line = JsonMapper.shared()
                .readTree(catalog("group-memberships", "--json")
                        .with(ExitCode.DONE)
                        .out());
        assertThat(line.path("list").asString()).isEqualTo("group-memberships");
        assertThat(line.path("parameters").path(0).toString())
                .isEqualTo(
                        "{\"key\":\"group\",\"name\":\"group_id\",\"in\":\"path\",\"needed\":true,\"several\":false}");
        assertThat(catalog("--json").lines()).hasSize(826);
    }

    /** What is pasted into a job is found right, whatever the list or operation. */
    @ParameterizedTest
    @MethodSource("readable")
    void givesASnippetThatIsValid(String name) {
        assertIsValid(snippet(name), "sink: {parquet: {path: out}}");
    }

    /** So is what is pasted as a sink. */
    @ParameterizedTest
    @MethodSource("writable")
    void givesASnippetThatWrites(String name) {
        assertIsValid(snippet(name), "source: {jsonl: {path: rows.jsonl}}");
    }

    private static String snippet(String name) {
        List<String> lines = catalog(name).with(ExitCode.DONE).lines();
        return String.join("\n", lines.subList(lines.indexOf("") + 1, lines.size()));
    }

    private static void assertIsValid(String snippet, String rest) {
        String job = "job: pasted\n" + snippet + "\n" + rest + "\n";
        Map<String, String> params = new HashMap<>();
        Matcher needed = Pattern.compile("--param ([a-z0-9-]+)=").matcher(snippet);
        while (needed.find()) {
            params.put(needed.group(1), "1");
        }
        var givens = Values.Givens.of(params, Map.of(), Instant.EPOCH, "0");
        assertThat(JobFile.parse("pasted.yml", job, Components.KINDS, givens)
                        .job()
                        .name())
                .isEqualTo("pasted");
    }

    static Stream<String> readable() {
        return named(operation -> !operation.writes());
    }

    static Stream<String> writable() {
        return named(ApiOperation::writes);
    }

    private static Stream<String> named(Predicate<ApiOperation> wanted) {
        return Catalog.ofProgram().operations().stream()
                .filter(wanted)
                .map(Notes::name)
                .distinct();
    }

    /** One page is shown for all of them. */
    @Test
    void listsOfOneNameNeedTheSame() {
        assertThat(CatalogList.of(Catalog.ofProgram()))
                .allSatisfy(list -> assertThat(list.operations()).allSatisfy(operation -> {
                    assertThat(operation.access()).isEqualTo(list.first().access());
                    assertThat(operation.limits()).isEqualTo(list.first().limits());
                    assertThat(operation.paging()).isEqualTo(list.first().paging());
                }));
    }
}
