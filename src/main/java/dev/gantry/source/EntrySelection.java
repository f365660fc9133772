package dev.gantry.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import tools.jackson.databind.JsonNode;

/**
 * Which entries a job wants: of which stores and scopes, and whose ids begin with what.
 *
 * @param dataStores names, or prefixes that end in {@code *}
 * @param scopes names, or {@link ScopeId#ALL} alone
 * @param prefix of the ids; may be empty
 */
public record EntrySelection(Template universe, List<Template> dataStores, List<Template> scopes, Template prefix) {

    public EntrySelection {
        dataStores = List.copyOf(dataStores);
        scopes = List.copyOf(scopes);
    }

    /** The fields, for an object that has them. */
    record Written(
            Field<Template> universe,
            Field<List<Template>> dataStores,
            Field<List<Template>> scopes,
            Field<Template> prefix) {

        static Written in(Fields fields) {
            return new Written(
                    fields.required(
                            "universe",
                            checked("a universe id such as 123456", UniverseId::parse),
                            "The universe (experience) that the stores belong to"),
                    fields.required(
                            "data-store",
                            Shape.listOrOne(checked("a data store name", EntrySelection::named)),
                            "A store, a prefix of store names that ends in *, or a list of these"),
                    fields.withDefault(
                            "scope",
                            Shape.listOrOne(checked("a scope", ScopeId::new)).as(EntrySelection::allAlone),
                            List.of(Template.plain(ScopeId.GLOBAL.value())),
                            "global",
                            "The scope to read, or a list of scopes; \"-\" for all"),
                    fields.withDefault(
                            "prefix",
                            Template.SHAPE,
                            Template.plain(""),
                            "",
                            "Only entries whose id begins with this, for example Player_; with scope \"-\" an id is"
                                    + " scope/key"));
        }

        EntrySelection of(Given given) {
            return new EntrySelection(given.get(universe), given.get(dataStores), given.get(scopes), given.get(prefix));
        }
    }

    /** A text that is right as it is, or that a row is needed for. */
    private static Shape<Template> checked(String what, Function<String, ?> check) {
        return Shape.parsed(what, "", text -> {
            Template template = Template.parse(text);
            if (template.isConstant()) {
                var unused = check.apply(template.constant());
            }
            return template;
        });
    }

    private static String named(String name) {
        String checked = isPrefix(name) ? name.substring(0, name.length() - 1) : name;
        if (!checked.isEmpty() || !isPrefix(name)) {
            new DataStoreId(checked);
        }
        return name;
    }

    private static List<Template> allAlone(List<Template> scopes) {
        boolean all = scopes.stream().anyMatch(scope -> scope.toString().equals(ScopeId.ALL.value()));
        if (all && scopes.size() > 1) {
            throw new IllegalArgumentException(
                    "\"-\" stands for all scopes, so it stands alone: write scope: \"-\", or the others without it");
        }
        return scopes;
    }

    private static boolean isPrefix(String name) {
        return name.endsWith("*");
    }

    /** Whether it says something about a row. */
    boolean needsRow() {
        return Stream.of(List.of(universe, prefix), dataStores, scopes)
                .flatMap(List::stream)
                .anyMatch(template -> !template.isConstant());
    }

    /** Whether stores must be looked up by what their names begin with. */
    boolean looksStoresUp() {
        return dataStores.stream().anyMatch(name -> isPrefix(name.toString()));
    }

    /** Whether it is one scope of one store, whichever that is for a row. */
    boolean isOne() {
        return dataStores.size() == 1 && scopes.size() == 1 && !looksStoresUp();
    }

    /** Its scopes of its stores, each once. */
    List<EntryPart> parts(DataStores stores) throws InterruptedException {
        Set<String> names = new LinkedHashSet<>();
        for (Template store : dataStores) {
            String name = store.constant();
            if (isPrefix(name)) {
                names.addAll(withPrefix(stores, name.substring(0, name.length() - 1)));
            } else {
                names.add(name);
            }
        }
        return names.stream()
                .flatMap(store -> scopes.stream()
                        .map(Template::constant)
                        .distinct()
                        .map(scope -> new EntryPart(
                                new DataStoreId(store),
                                new ScopeId(scope),
                                prefix.constant(),
                                new EntryPart.Share.Whole(),
                                Optional.empty())))
                .toList();
    }

    private Set<String> withPrefix(DataStores stores, String start) throws InterruptedException {
        UniverseId of = UniverseId.parse(universe.constant());
        PagedList list = stores.list(of, start);
        Set<String> found = new LinkedHashSet<>();
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = list.page(token);
            page.items().forEach(store -> found.add(store.path("id").asString()));
            token = page.nextAfter(token, "the data stores of universe " + of);
        } while (token.isPresent());
        if (found.isEmpty()) {
            throw new UserMistake("No data store of universe " + of + " begins with \"" + start
                    + "\". Check data-store: and universe: of the source.");
        }
        return found;
    }
}
