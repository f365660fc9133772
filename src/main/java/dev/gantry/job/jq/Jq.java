package dev.gantry.job.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import tools.jackson.databind.JsonNode;

/**
 * One jq 1.7 expression, compiled. Safe for use by many threads.
 *
 * <p>Numbers that are passed on stay as they were read, digit for digit; {@code tonumber} and {@code fromjson} are exact too.
 * Arithmetic is that of jackson-jq: sums, differences and products of integers are 64-bit (they wrap around beyond that), all else,
 * negation and comparison included, goes through IEEE doubles, which hold integers up to 2^53. So compare larger ids as text.
 */
public final class Jq {
    public static final Shape<Jq> SHAPE = Shape.parsed("a jq expression", "A jq expression", Jq::compile);

    private static final Version VERSION = Versions.JQ_1_7;
    private static final Set<String> REFUSED = Set.of(
            "env/0", "input/0", "inputs/0", "input_filename/0", "debug/0", "debug/1", "stderr/0", "debug_scope/0");

    private final String text;
    private final JsonQuery query;

    private Jq(String text, JsonQuery query) {
        this.text = text;
        this.query = query;
    }

    /** @throws IllegalArgumentException saying what is wrong with the text, and where in it */
    public static Jq compile(String text) {
        return compile(text, new String[0]);
    }

    /** One that also reads variables: whoever evaluates it says what they are. */
    public static Shape<Jq> shapeWith(String... variables) {
        return Shape.parsed("a jq expression", "A jq expression", text -> compile(text, variables));
    }

    /**
     * One that also reads variables.
     *
     * @param variables without their dollars
     * @throws IllegalArgumentException saying what is wrong with the text, and where in it
     */
    public static Jq compile(String text, String... variables) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty; a single . stands for the whole row");
        }
        try {
            JsonQuery query = JsonQuery.compile(text, VERSION);
            List<Object> parts = Tree.parts(query);
            Names.check(parts, BuiltIn.SCOPE, Set.of(variables));
            TryOnly.guard(parts);
            return new Jq(text, query);
        } catch (JsonQueryException | NumberFormatException e) {
            throw new IllegalArgumentException(Messages.ofSyntaxError(e), e);
        }
    }

    /**
     * The results for one row, in order.
     *
     * @throws RowRejected where jq fails on it
     */
    public List<JsonNode> apply(Row row) {
        return apply(row, row.json(), BuiltIn.SCOPE);
    }

    /**
     * The one result for something else than the row.
     *
     * @param row named if it is rejected
     * @param input what {@code .} stands for
     * @param variables their values, by the names it was {@linkplain #shapeWith made with}
     * @throws RowRejected where jq fails, has no result or several
     */
    public JsonNode one(Row row, JsonNode input, Map<String, JsonNode> variables) {
        Scope scope = Scope.newChildScope(BuiltIn.SCOPE);
        variables.forEach(scope::setValue);
        List<JsonNode> results = apply(row, input, scope);
        if (results.size() != 1) {
            throw rejected(row, "it has " + results.size() + " results, and exactly one is needed here");
        }
        return results.getFirst();
    }

    private List<JsonNode> apply(Row row, JsonNode input, Scope scope) {
        List<JsonNode> results = new ArrayList<>(1);
        try {
            query.apply(scope, input, (Output) results::add);
            return results;
        } catch (TryOnly.Later e) {
            throw rejected(row, Messages.withoutValues(e.failure(), text));
        } catch (RuntimeException e) {
            throw rejected(row, Messages.withoutValues(e, text));
        } catch (StackOverflowError e) {
            throw rejected(row, "it calls itself without end, or the row is nested too deeply");
        }
    }

    /** What a row is rejected with that this expression, or what uses it, cannot be evaluated on. */
    public RowRejected rejected(Row row, String reason) {
        return new RowRejected(
                row.id(),
                "row " + row.id() + ": jq " + Messages.shortened(text) + " failed: " + reason
                        + "; look at the row with gantry preview, or let such rows go with errors: {skip: ...}");
    }

    /** What a message calls the type of a result. */
    public static String typeOf(JsonNode result) {
        return Messages.typeOf(result);
    }

    @Override
    public String toString() {
        return text;
    }

    /** A class of its own, so that only jobs that hold jq pay for loading it: a tenth of a second. */
    private static final class BuiltIn {
        static final Scope SCOPE = scope();

        /** jq's functions but those that show the inside of jackson-jq or could reach the environment, the console or files. */
        private static Scope scope() {
            Scope scope = Scope.newEmptyScope();
            BuiltinFunctionLoader.getInstance().listFunctions(VERSION, scope).forEach((name, function) -> {
                if (!REFUSED.contains(name)) {
                    scope.addFunction(name, function);
                }
            });
            ExactNumbers.addTo(scope);
            return scope;
        }
    }
}
