package dev.gantry.job;

import java.util.List;

/**
 * The table of every component a job may name; the run room fills it.
 *
 * @param source the shape of what stands under {@code source:}
 * @param wholes what may stand in the place of source, transforms and sink
 */
public record Kinds<S, T, K>(
        Shape<S> source,
        List<Kind<? extends T>> transforms,
        List<Kind<? extends K>> sinks,
        List<Kind<Whole<S, K>>> wholes) {

    /** A source and a sink that belong together, so that a job names them as one: a backup, a restore. */
    public record Whole<S, K>(S source, K sink) {}

    public Kinds {
        transforms = List.copyOf(transforms);
        sinks = List.copyOf(sinks);
        wholes = List.copyOf(wholes);
    }

    /** Without any in the place of source and sink. */
    public Kinds(Shape<S> source, List<Kind<? extends T>> transforms, List<Kind<? extends K>> sinks) {
        this(source, transforms, sinks, List.of());
    }

    /** With sources that stand alone, none below another. */
    public static <S, T, K> Kinds<S, T, K> of(
            List<Kind<? extends S>> sources, List<Kind<? extends T>> transforms, List<Kind<? extends K>> sinks) {
        return new Kinds<>(Shape.oneKeyOf("source", sources), transforms, sinks);
    }
}
