package dev.gantry.job;

import java.util.List;

/**
 * The table of every component a job may name; the run room fills it.
 *
 * @param source the shape of what stands under {@code source:}
 */
public record Kinds<S, T, K>(Shape<S> source, List<Kind<? extends T>> transforms, List<Kind<? extends K>> sinks) {
    public Kinds {
        transforms = List.copyOf(transforms);
        sinks = List.copyOf(sinks);
    }

    /** With sources that stand alone, none below another. */
    public static <S, T, K> Kinds<S, T, K> of(
            List<Kind<? extends S>> sources, List<Kind<? extends T>> transforms, List<Kind<? extends K>> sinks) {
        return new Kinds<>(Shape.oneKeyOf("source", sources), transforms, sinks);
    }
}
