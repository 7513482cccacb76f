package io.sirocco.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The least that a future can be: one word, one waiter, one thread, no failures. What is built on it
 * shows the practical limit of everything else.
 *
 * <p>With {@link #ATOMIC} the two changes of the word are atomic, as in every future that
 * another thread may complete: the limit for those.
 */
class BareFuture {
  /** A property of the process, so that the code without it has no trace of it. */
  static final String ATOMIC = "-Dbare.atomic=true";

  private static final boolean IS_ATOMIC = Boolean.getBoolean("bare.atomic");
  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(BareFuture.class, "word", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Object word; // null: pending; a BareMachine: waits; else the value

  BareFuture() {}

  BareFuture(Object value) {
    word = value;
  }

  /** The value, or null while pending. */
  final Object poll() {
    Object seen = word;
    return seen instanceof BareMachine ? null : seen;
  }

  /** Lets a machine wait; only for a pending future that nobody waits for. */
  final void register(BareMachine machine) {
    change(null, machine);
  }

  final void complete(Object value) {
    Object waiter = word;
    change(waiter, value);
    if (waiter instanceof BareMachine machine) {
      machine.queue.add(machine, value);
    }
  }

  private void change(Object from, Object to) {
    if (!IS_ATOMIC) {
      word = to;
    } else if (WORD.compareAndExchange(this, from, to) != from) {
      throw new AssertionError("only one thread here");
    }
  }
}
