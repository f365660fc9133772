package dev.gantry.emulator.wire;

import java.util.Optional;
import java.util.Set;

/**
 * What Roblox's document says about one operation.
 *
 * @param id operation id in the document, or the name of its documentation where it has none
 * @param host host that serves it, {@code apis.roblox.com} for most
 * @param method HTTP method, upper case
 * @param template path with {@code {variables}}; a last variable may be followed by {@code :verb}
 * @param takes credentials that it accepts; none when it asks for none
 * @param scopes scopes that a key or token needs, all of them
 * @param perOwner how often all keys of one owner together may ask
 * @param perToken how often the access tokens of one authorization may ask
 * @param page how it pages, if it is a list in pages
 */
public record Fact(
        String id,
        String host,
        String method,
        String template,
        Set<Credential> takes,
        Set<String> scopes,
        Rate perOwner,
        Rate perToken,
        Optional<PageShape> page) {

    /** The host of every operation without {@code servers} of its own. */
    public static final String DEFAULT_HOST = "apis.roblox.com";

    public Fact {
        takes = Set.copyOf(takes);
        scopes = Set.copyOf(scopes);
    }

    /** The same, paging in a way that the document does not tell. */
    public Fact paging(PageShape shape) {
        return new Fact(id, host, method, template, takes, scopes, perOwner, perToken, Optional.of(shape));
    }

    /** The same for anyone. */
    Fact takingNothing() {
        return new Fact(id, host, method, template, Set.of(), Set.of(), perOwner, perToken, page);
    }
}
