package dev.gantry.job.jq;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.gantry.job.Nearest;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.internal.tree.FormattingFilter;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.ImportStatement;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ValueMatcher;

/**
 * Finds functions and variables that nothing defines, which jackson-jq would notice only at the first row that meets them. Scopes are
 * not told apart: a name defined anywhere in the expression counts as known everywhere in it, so nothing right is refused.
 */
final class Names {
    private final Set<String> definedFunctions = new TreeSet<>();
    private final Set<String> calledFunctions = new TreeSet<>();
    private final Set<String> definedVariables = new TreeSet<>();
    private final Set<String> readVariables = new TreeSet<>();

    private Names() {}

    /**
     * @param variables that are defined from outside
     * @throws IllegalArgumentException naming the first function or variable that is not defined
     */
    static void check(List<Object> parts, Scope builtIn, Set<String> variables) {
        Names names = new Names();
        names.definedVariables.addAll(variables);
        parts.forEach(names::note);
        names.definedFunctions.addAll(builtIn.getLocalFunctions().keySet());
        names.calledFunctions.stream()
                .filter(function -> !names.definedFunctions.contains(function))
                .findFirst()
                .ifPresent(function -> {
                    throw new IllegalArgumentException(noFunction(function, names.definedFunctions));
                });
        names.readVariables.stream()
                .filter(variable -> !names.definedVariables.contains(variable))
                .findFirst()
                .ifPresent(variable -> {
                    throw new IllegalArgumentException("the variable $" + variable
                            + " is not defined; a value of the job or the environment is written ${" + variable + "}"
                            + Nearest.hint(variable, names.definedVariables));
                });
    }

    private void note(Object part) {
        switch (part) {
            case ImportStatement ignored ->
                throw new IllegalArgumentException(
                        "import and include are not available; write the functions into the expression");
            case FunctionCall call ->
                calledFunctions.add(
                        Tree.text(call, "name") + "/" + Tree.list(call, "args").size());
            case FormattingFilter format -> calledFunctions.add("@" + Tree.text(format, "name") + "/0");
            case FunctionDefinition definition -> define(definition);
            case ValueMatcher matcher -> definedVariables.add(Tree.text(matcher, "name"));
            case ObjectMatcher.FieldMatcher matcher ->
                definedVariables.add(Tree.text(matcher, "name").replace("\"", ""));
            case VariableAccess access -> readVariables.add(Tree.text(access, "name"));
            default -> {}
        }
    }

    private void define(FunctionDefinition definition) {
        List<?> parameters = Tree.list(definition, "args");
        definedFunctions.add(Tree.text(definition, "fname") + "/" + parameters.size());
        for (Object parameter : parameters) {
            String name = String.valueOf(parameter);
            definedFunctions.add(name + "/0");
            definedVariables.add(name.startsWith("$") ? name.substring(1) : name);
        }
    }

    private static String noFunction(String function, Set<String> known) {
        int slash = function.lastIndexOf('/');
        String name = function.substring(0, slash);
        String counts = known.stream()
                .filter(other -> other.startsWith(name + "/"))
                .map(other -> other.substring(slash + 1))
                .collect(Collectors.joining(" or "));
        if (!counts.isEmpty()) {
            return "the function " + name + " takes another number of arguments: " + counts + ", found "
                    + function.substring(slash + 1);
        }
        Set<String> names = known.stream()
                .map(other -> other.substring(0, other.lastIndexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
        return "there is no function " + name
                + Nearest.to(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(" here; define it with def, or do without");
    }
}
