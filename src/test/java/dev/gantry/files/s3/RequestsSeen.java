package dev.gantry.files.s3;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Sees what is asked of a store, in order, and can cut the asker off for good, as a kill does. */
public final class RequestsSeen implements ExecutionInterceptor {

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger left;
    private final boolean isAnswered;

    private RequestsSeen(int left, boolean isAnswered) {
        this.left = new AtomicInteger(left);
        this.isAnswered = isAnswered;
    }

    public static RequestsSeen all() {
        return new RequestsSeen(Integer.MAX_VALUE, true);
    }

    /**
     * Lets so many requests through and none after.
     *
     * @param isLastAnswered whether the asker learns that the last of them was done
     */
    public static RequestsSeen only(int requests, boolean isLastAnswered) {
        return new RequestsSeen(requests, isLastAnswered);
    }

    /** Such as {@code PutObject saves/_SUCCESS}. */
    public List<String> done() {
        return List.copyOf(done);
    }

    public boolean hasCut() {
        return left.get() < 0 || (left.get() == 0 && !isAnswered);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (left.decrementAndGet() < 0) {
            throw new Killed();
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        String operation = context.request().getClass().getSimpleName().replaceFirst("Request$", "");
        String key = context.request().getValueForField("Key", String.class).orElse("");
        done.add((operation + " " + key).strip());
        if (left.get() == 0 && !isAnswered) {
            throw new Killed();
        }
    }

    /** Stands for the end of the process. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
