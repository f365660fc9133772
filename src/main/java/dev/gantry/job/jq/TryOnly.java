package dev.gantry.job.jq;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryBreakException;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.tree.TryCatch;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lets {@code try} and {@code ?} catch what fails in their body only, as jq does. jackson-jq hands a body's results on from inside
 * the try, so that it also swallows what fails later, and the row with it: of <code>{level: ((.level | tonumber)?), coins: (.coins |
 * tonumber)}</code> nothing would be left where {@code coins} is no number, and nobody told.
 */
record TryOnly(Expression body) implements Expression {
    static void guard(List<Object> parts) {
        for (Object part : parts) {
            if (part instanceof TryCatch tryCatch) {
                Tree.replace(tryCatch, "tryExpr", new TryOnly(Tree.value(tryCatch, "tryExpr", Expression.class)));
            }
        }
    }

    @Override
    public void apply(Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath) {
        Object here = new Object();
        try {
            body.apply(scope, in, path, (value, valuePath) -> handOn(value, valuePath, output, here), requirePath);
        } catch (Later e) {
            throw e.behind.contains(here) ? e : e.failure;
        }
    }

    private static void handOn(JsonNode value, @Nullable Path path, PathOutput output, Object here) {
        try {
            output.emit(value, path);
        } catch (JsonQueryBreakException e) {
            throw e; // ends a generator, and its label would not know it in another form
        } catch (JsonQueryException e) {
            throw new Later(e, here);
        } catch (Later e) {
            e.behind.add(here);
            throw e;
        }
    }

    @Override
    public String toString() {
        return body.toString();
    }

    /** A failure behind one or more tries, in a form that these do not catch; a try around them gets it as it was. */
    static final class Later extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final JsonQueryException failure;
        private final transient Set<Object> behind = new HashSet<>();

        private Later(JsonQueryException failure, Object behind) {
            super(failure.getOriginalMessage(), failure, false, false);
            this.failure = failure;
            this.behind.add(behind);
        }

        JsonQueryException failure() {
            return failure;
        }
    }
}
