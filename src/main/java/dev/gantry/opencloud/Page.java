package dev.gantry.opencloud;

import java.util.List;
import java.util.Optional;

/** One page of a listing. It may be short or empty and still not the last: only a missing token is the end. */
public record Page<T>(List<T> items, Optional<PageToken> next) {

    public Page {
        items = List.copyOf(items);
    }
}
