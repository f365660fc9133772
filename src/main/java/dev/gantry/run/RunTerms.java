package dev.gantry.run;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a run was started with beside its job's text, kept so that resuming goes on under the same terms. Holds no
 * secret: credentials are looked up again.
 *
 * @param values what {@code ${NAME}} stood for
 * @param limits the text of {@code --limits}
 * @param rowLimit rows that each partition is cut to
 * @param baseUrl the address of {@code --base-url}
 * @param emulator whether the run has its own emulator
 */
public record RunTerms(
        Map<String, String> values,
        @Nullable String limits,
        @Nullable Long rowLimit,
        @Nullable String baseUrl,
        boolean emulator) {

    public RunTerms {
        values = Map.copyOf(values);
    }

    RunTerms withValues(Map<String, String> used) {
        return new RunTerms(used, limits, rowLimit, baseUrl, emulator);
    }
}
