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
 * @param deed what is done with the job
 */
public record RunTerms(
        Map<String, String> values,
        @Nullable String limits,
        @Nullable Long rowLimit,
        @Nullable String baseUrl,
        boolean emulator,
        Deed deed) {

    /** @param deed null in what an older version wrote */
    public RunTerms(
            Map<String, String> values,
            @Nullable String limits,
            @Nullable Long rowLimit,
            @Nullable String baseUrl,
            boolean emulator,
            @Nullable Deed deed) {
        this.values = Map.copyOf(values);
        this.limits = limits;
        this.rowLimit = rowLimit;
        this.baseUrl = baseUrl;
        this.emulator = emulator;
        this.deed = deed == null ? Deed.RUN : deed;
    }

    RunTerms withValues(Map<String, String> used) {
        return new RunTerms(used, limits, rowLimit, baseUrl, emulator, deed);
    }
}
