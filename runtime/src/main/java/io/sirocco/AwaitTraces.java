package io.sirocco;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether stack traces show who awaits. They do, unless one says otherwise: when a coroutine that was
 * suspended ends with an exception, the trace of that exception gets a line for each coroutine that awaits
 * it, as in {@code at await//com.acme.Shop.page(Shop.java:31)}, and loses the lines of what ran it.
 *
 * <p>It costs some microseconds per exception that ends a suspended coroutine, most of them for writing its
 * trace down, which printing it would do anyway. Exceptions without a writable trace, and cancellations, are
 * left alone. All of it holds for the whole program and may be called from any thread.
 *
 * <p>At the start of the program, the system property {@code sirocco.traces} (true or false) and {@code
 * sirocco.traces.without} (names of classes, with commas between them) say the same.
 */
public final class AwaitTraces {
  private static final List<Class<?>> WITHOUT = new CopyOnWriteArrayList<>();
  private static final List<String> WITHOUT_NAMES =
      List.of(Setting.of("sirocco.traces.without", "").split(","));
  private static volatile boolean isOn = Setting.isOn("sirocco.traces", true);

  private AwaitTraces() {}

  /** Switches them on or off, from now on. */
  public static void set(boolean on) {
    isOn = on;
  }

  /** Leaves the traces of exceptions of a type alone, with its subtypes: of those that are control flow. */
  public static void leaveOut(Class<? extends Throwable> type) {
    WITHOUT.add(Objects.requireNonNull(type, "type"));
  }

  static boolean areWanted(Throwable exception) {
    return isOn && !(exception instanceof CancellationException) && !isLeftOut(exception);
  }

  private static boolean isLeftOut(Throwable exception) {
    for (Class<?> type : WITHOUT) {
      if (type.isInstance(exception)) {
        return true;
      }
    }
    for (Class<?> type = exception.getClass(); type != null; type = type.getSuperclass()) {
      if (WITHOUT_NAMES.contains(type.getName())) {
        return true;
      }
    }
    return false;
  }
}
