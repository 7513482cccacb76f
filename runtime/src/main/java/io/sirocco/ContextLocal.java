package io.sirocco;

import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * A variable whose value follows the code that runs: a coroutine keeps it over its awaits, whoever
 * completes what it waits for and in whatever thread (Python: {@code contextvars.ContextVar}).
 *
 * <p>A coroutine sees the values of its caller. What it changes, by calling {@link #set} in its own body,
 * it changes for itself and for what it calls from then on; its caller does not see that. A callback, a
 * timer, a done callback sees the values of the code that added it. A function that runs in an executor
 * sees none.
 *
 * <p>A plain method that calls {@code set} changes the value for its caller, as if it were part of it.
 * Prefer {@link #callWith} and {@link #runWith}, whose changes end with the call.
 *
 * <p>Make it a constant: a variable is told from others by its identity. Any thread may use it.
 *
 * @param <T> type of the value
 */
public final class ContextLocal<T> {
  private final T initial;

  /** A variable that is null until it is set. */
  public ContextLocal() {
    this(null);
  }

  /** A variable that has a value where it was not set. */
  public ContextLocal(T initial) {
    this.initial = initial;
  }

  /** The value here; the initial one if it was not set. */
  @SuppressWarnings("unchecked") // only set stores a value for this
  public T get() {
    if (!Context.inUse) {
      return initial;
    }
    Context context = Here.home().context();
    return context.has(this) ? (T) context.get(this) : initial;
  }

  /**
   * Changes the value for the rest of the coroutine or callback that calls this.
   *
   * @return sets back what was before; may be ignored
   */
  public Binding set(T value) {
    Context before = Here.home().context();
    Here.setContext(before.with(this, value));
    return new Binding(this, before);
  }

  /**
   * Calls something for which this variable has another value. A coroutine that is called keeps the value
   * until it ends, also after this has returned its future.
   *
   * @return what {@code body} returns; what it throws is thrown, checked or not
   */
  public <R> R callWith(T value, Callable<R> body) {
    Objects.requireNonNull(body, "body");
    Scheduler outer = Here.home();
    Here.setContext(outer.context().with(this, value));
    try {
      return Callbacks.call(body);
    } finally {
      Here.enter(outer);
    }
  }

  /** As {@link #callWith} for something that returns nothing. */
  public void runWith(T value, Runnable body) {
    Objects.requireNonNull(body, "body");
    callWith(value, () -> {
      body.run();
      return null;
    });
  }

  @Override
  public String toString() {
    return "ContextLocal[" + get() + "]";
  }

  /** What {@link ContextLocal#set} has replaced; closing it sets that back (Python: {@code reset}). */
  public static final class Binding implements AutoCloseable {
    private final ContextLocal<?> variable;
    private Context before; // null: closed

    private Binding(ContextLocal<?> variable, Context before) {
      this.variable = variable;
      this.before = before;
    }

    /** Gives the variable the value that it had before {@code set}; a second call does nothing. */
    @Override
    public void close() {
      if (before == null) {
        return;
      }
      Context present = Here.home().context();
      Here.setContext(
          before.has(variable)
              ? present.with(variable, before.get(variable))
              : present.without(variable));
      before = null;
    }
  }
}
