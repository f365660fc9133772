package dev.gantry.run;

import java.util.Optional;

import dev.gantry.erase.UserTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which keys or stores belong to a user, as Roblox writes it: one of the two is there. */
public record UserDataTemplate(
        @Nullable KeyTemplate keyTemplate, @Nullable DataStoreTemplate dataStoreTemplate) {

    UserTemplate template() {
        if (keyTemplate != null && keyTemplate.keyPattern() != null && keyTemplate.dataStoreName() != null) {
            return new UserTemplate(
                    keyTemplate.dataStoreType() == DataStoreType.ORDERED,
                    keyTemplate.dataStoreName(),
                    Optional.ofNullable(keyTemplate.scopePattern()),
                    Optional.of(keyTemplate.keyPattern()));
        }
        if (dataStoreTemplate != null && dataStoreTemplate.dataStorePattern() != null) {
            return new UserTemplate(
                    dataStoreTemplate.dataStoreType() == DataStoreType.ORDERED,
                    dataStoreTemplate.dataStorePattern(),
                    Optional.empty(),
                    Optional.empty());
        }
        throw new IllegalArgumentException("each is a key-template with data-store-name and key-pattern, or a"
                + " data-store-template with data-store-pattern");
    }

    /** What kind of store a template is about. */
    public enum DataStoreType {
        STANDARD,
        ORDERED
    }

    /** Keys of one store. */
    public record KeyTemplate(
            @DefaultValue("STANDARD") DataStoreType dataStoreType,
            @Nullable String dataStoreName,
            @Nullable String keyPattern,
            @Nullable String scopePattern) {}

    /** Whole stores. */
    public record DataStoreTemplate(
            @DefaultValue("STANDARD") DataStoreType dataStoreType,
            @Nullable String dataStorePattern) {}
}
