package dev.gantry.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.gantry.source.walk.ReadBounds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code config/application.yml} says under {@code gantry:}.
 *
 * @param state the folder of the job repository and of staging
 * @param connections by the names that jobs use; {@code default} is taken where a job names none
 * @param read bounds of reading, for who must change them
 */
@ConfigurationProperties("gantry")
public record Settings(
        @DefaultValue(".gantry") Path state,
        @DefaultValue Map<String, ConnectionSettings> connections,
        @DefaultValue ReadSettings read) {

    /**
     * A connection.
     *
     * @param baseUrl where requests go instead of Roblox
     * @param apiKey the key, or {@code file:/path} of it; none: {@code ROBLOX_API_KEY}
     */
    public record ConnectionSettings(
            @Nullable String baseUrl, @Nullable String apiKey) {

        @Override
        public String toString() {
            return "ConnectionSettings[baseUrl=" + baseUrl + ", apiKey=hidden]";
        }
    }

    /**
     * Bounds of reading; what is not said is as in {@link dev.gantry.source.walk.ReadBounds#defaults}.
     *
     * @param chunk rows a checkpoint
     * @param window rows read ahead
     * @param partitions read side by side
     */
    public record ReadSettings(
            @Nullable Integer chunk,
            @Nullable Integer window,
            @DefaultValue("4") int partitions) {

        /** @param rowLimit rows that a partition is cut to */
        ReadBounds bounds(Optional<Long> rowLimit) {
            ReadBounds defaults = ReadBounds.defaults();
            return new ReadBounds(
                    chunk == null ? defaults.batchRows() : chunk,
                    defaults.batchBytes(),
                    defaults.batchTime(),
                    window == null ? defaults.windowRows() : window,
                    defaults.windowBytes(),
                    rowLimit.orElse(Long.MAX_VALUE));
        }
    }
}
