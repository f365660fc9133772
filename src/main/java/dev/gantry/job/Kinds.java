package dev.gantry.job;

import java.util.List;

/** The table of every component a job may name; the run room fills it. */
public record Kinds<S, T, K>(
        List<Kind<? extends S>> sources, List<Kind<? extends T>> transforms, List<Kind<? extends K>> sinks) {
    public Kinds {
        sources = List.copyOf(sources);
        transforms = List.copyOf(transforms);
        sinks = List.copyOf(sinks);
    }
}
