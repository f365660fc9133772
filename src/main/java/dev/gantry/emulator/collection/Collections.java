package dev.gantry.emulator.collection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Catalogue;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Fact;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.PageShape;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;

/** The lists that nobody else serves. */
public final class Collections {
    private final World world;

    public Collections(World world) {
        this.world = world;
    }

    /**
     * Every paged operation of the catalogue but those that are served already. None of them changes anything, whatever its
     * method.
     *
     * @param served their ids
     */
    public List<Operation> operations(Set<String> served) {
        return Catalogue.shared().facts().stream()
                .filter(fact -> fact.page().isPresent() && !served.contains(fact.id()))
                .map(fact ->
                        Operation.of(fact, this::list).failing(errors(fact)).changing(false))
                .toList();
    }

    private static ErrorShape errors(Fact fact) {
        String path = fact.template();
        if (path.startsWith("/game-passes/") || path.startsWith("/developer-products/")) {
            return ErrorShape.NAMED;
        }
        return path.startsWith("/cloud/v2/") ? ErrorShape.V2 : ErrorShape.NUMBERED;
    }

    private Answer list(Call sent) {
        ListFacts facts = Objects.requireNonNull(
                ListFacts.all().get(sent.operation().id()), sent.operation().id());
        PageShape shape = sent.operation().fact().page().orElseThrow();
        Call call = shape.inBody() ? sent.askedByBody() : sent;
        check(call, facts);
        Rows rows = new Rows(world, call, facts.row());
        if (facts.counted()) {
            return new CountedPage(call, shape, facts).answer(rows);
        }
        Page page = Page.of(call);
        int after = page.after().isEmpty() ? -1 : Integer.parseInt(page.after());
        List<Integer> found = IntStream.range(after + 1, Math.min(Rows.SIZE, after + 1 + page.lookAhead()))
                .boxed()
                .toList();
        return page.answer(
                found, Object::toString, rows::write, json -> rows.beside(json, facts.beside(), page.lookAhead() - 1));
    }

    private static void check(Call call, ListFacts facts) {
        for (String name : facts.needed()) {
            if (!call.query().containsKey(name)) {
                throw Refused.invalid("The parameter " + name + " is missing").detailed(name);
            }
        }
        for (Map.Entry<String, List<String>> choice : facts.choices().entrySet()) {
            for (String given : call.parameters(choice.getKey())) {
                if (!given.isEmpty() && !choice.getValue().contains(given)) {
                    throw Refused.invalid(choice.getKey() + " must be one of " + choice.getValue() + ", not " + given)
                            .detailed(choice.getKey());
                }
            }
        }
    }
}
