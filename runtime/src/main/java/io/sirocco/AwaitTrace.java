package io.sirocco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Stack traces across awaits. When a resumed coroutine ends with an exception, whoever awaits it is not on
 * the thread's stack; so the trace of the exception is changed, once:
 *
 * <pre>
 *   thrown                                       becomes
 *   Shop.price(Shop.java:57)                     Shop.price(Shop.java:57)
 *   Shop.lambda$orders$sirocco$0(Shop.java:44)   Shop.orders(Shop.java:44)
 *   Shop$sirocco$orders$0.resume                 await//Shop.page(Shop.java:31)
 *   CoroutineFrame.run ... IOLoop.runSync        await//Server.handle(Server.java:90)
 * </pre>
 *
 * <p>What the coroutine did itself stays, under the names of its source; what ran it is left out; those who
 * await it follow, as far as they can be told: coroutines, through combinators and scopes. The exception is
 * the same object, with its message, cause and suppressed exceptions.
 *
 * <p>A trace is changed only where the coroutine that ends stands in it, which is then no longer so; and
 * that of an exception which arrived at an await from elsewhere, only if it has no such line yet. So
 * exceptions that are shared, or thrown again, do not grow.
 */
final class AwaitTrace {
  /** What stands in place of the class loader in the lines of those who await. */
  static final String MARK = "await";

  private static final int LONGEST = 64; // lines of those who await
  private static final String RUNTIME = "io.sirocco.";
  private static final String START = "$sirocco$start$";
  private static final String RESUMED = "$sirocco$";
  private static final String BODY = "lambda$"; // as the weaver begins the names of its methods

  private AwaitTrace() {}

  /**
   * Changes the trace of an exception that ends a coroutine.
   *
   * @param frame still with its state, and with those who wait for it
   * @param delivered what the coroutine was resumed with
   */
  static void extend(Throwable exception, CoroutineFrame<?> frame, Object delivered) {
    if (!AwaitTraces.areWanted(exception)) {
      return;
    }
    try {
      List<StackTraceElement> extended =
          extended(exception.getStackTrace(), exception, frame, delivered);
      if (extended != null) {
        exception.setStackTrace(extended.toArray(new StackTraceElement[0]));
      }
    } catch (Throwable e) {
      // An exception may override all of this. It is more important than its trace.
    }
  }

  private static List<StackTraceElement> extended(
      StackTraceElement[] trace, Throwable exception, CoroutineFrame<?> frame, Object delivered) {
    int own = indexOfResume(trace, frame.getClass().getName());
    if (own >= 0) {
      List<StackTraceElement> lines = asWritten(Arrays.asList(trace).subList(0, own));
      List<StackTraceElement> awaiting =
          awaiting(frame, Arrays.asList(trace).subList(own, trace.length));
      lines.addAll(awaiting.isEmpty() ? callers(trace, own) : awaiting);
      return lines;
    }
    boolean arrived = delivered instanceof Outcome.Failure failure && failure.peek() == exception;
    return arrived && trace.length > 0 && !hasMark(trace) ? arrived(trace, frame) : null;
  }

  /** For an exception that another thread, an executor or a callback has made. */
  private static List<StackTraceElement> arrived(
      StackTraceElement[] trace, CoroutineFrame<?> frame) {
    StackTraceElement here = frame.suspendedAt();
    if (here == null) {
      return null;
    }
    List<StackTraceElement> lines = new ArrayList<>();
    for (int i = 0; i < trace.length && !isRuntime(trace[i]); i++) {
      lines.add(trace[i]); // below is what runs callbacks and jobs
    }
    lines.add(here);
    lines.addAll(awaiting(frame, List.of()));
    return lines;
  }

  // ---- those who await --------------------------------------------------------------------------

  /**
   * The lines of those who await a coroutine, from the inside out.
   *
   * @param stack what runs it: whoever waits for the last of them in {@code runSync} stands there
   */
  private static List<StackTraceElement> awaiting(
      CoroutineFrame<?> ended, List<StackTraceElement> stack) {
    List<StackTraceElement> lines = new ArrayList<>();
    Future<?> awaited = ended;
    for (int steps = 0; awaited != null && steps < LONGEST; steps++) {
      Future<?> next = null;
      for (Waiter waiter : awaited.waiters()) {
        next = next != null ? next : waiter.settles();
        if (waiter instanceof RunSync) {
          lines.addAll(belowRunSync(stack));
        }
      }
      StackTraceElement line = next instanceof CoroutineFrame<?> frame ? frame.suspendedAt() : null;
      if (line != null) {
        lines.add(line);
      }
      awaited = next == ended ? null : next;
    }
    return lines;
  }

  private static List<StackTraceElement> belowRunSync(List<StackTraceElement> stack) {
    boolean isFound = false;
    for (int i = 0; i < stack.size(); i++) {
      isFound |= stack.get(i).getClassName().equals(IOLoop.class.getName())
          && stack.get(i).getMethodName().equals("runSync");
      if (isFound && !isRuntime(stack.get(i))) {
        return asWritten(stack.subList(i, stack.size()));
      }
    }
    return List.of();
  }

  /**
   * The lines below a coroutine that nobody awaits: of another one that has just called it, or of those
   * who called that. What runs coroutines calls nobody.
   */
  private static List<StackTraceElement> callers(StackTraceElement[] trace, int resume) {
    int below = resume + 1;
    boolean isCalled = false;
    while (below < trace.length && isRuntime(trace[below])) {
      isCalled |= trace[below].getMethodName().equals("runAtHome");
      below++;
    }
    return isCalled ? asWritten(Arrays.asList(trace).subList(below, trace.length)) : List.of();
  }

  private static boolean isRuntime(StackTraceElement line) {
    String name = line.getClassName();
    return name.startsWith(RUNTIME) && name.indexOf('.', RUNTIME.length()) < 0;
  }

  // ---- names ------------------------------------------------------------------------------------

  private static int indexOfResume(StackTraceElement[] trace, String frameClass) {
    for (int i = 0; i < trace.length; i++) {
      if (trace[i].getClassName().equals(frameClass) && trace[i].getMethodName().equals("resume")) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasMark(StackTraceElement[] trace) {
    return Arrays.stream(trace).anyMatch(line -> MARK.equals(line.getClassLoaderName()));
  }

  /** The lines of woven code under the names of its source. */
  private static List<StackTraceElement> asWritten(List<StackTraceElement> trace) {
    List<StackTraceElement> lines = new ArrayList<>();
    StackTraceElement body = null; // the last line, if it is of a body that its method only calls
    for (StackTraceElement line : trace) {
      String source = sourceName(line.getMethodName());
      if (source != null) {
        StackTraceElement named = named(line, source);
        lines.add(named);
        body = line.getMethodName().contains(START) ? named : null;
      } else if (body == null || !isSameMethod(body, line)) {
        lines.add(line);
        body = null;
      }
    }
    return lines;
  }

  private static boolean isSameMethod(StackTraceElement one, StackTraceElement other) {
    return one.getMethodName().equals(other.getMethodName())
        && one.getClassName().equals(other.getClassName());
  }

  /** The name of the method of which the weaver has made this one; null if it has not. */
  private static String sourceName(String method) {
    int end = method.startsWith(BODY) ? method.lastIndexOf(RESUMED) : -1;
    if (end < 0) {
      return null;
    }
    int start = method.lastIndexOf(START);
    return method.substring(BODY.length(), start < 0 ? end : start);
  }

  private static StackTraceElement named(StackTraceElement line, String method) {
    return new StackTraceElement(
        line.getClassLoaderName(),
        line.getModuleName(),
        line.getModuleVersion(),
        line.getClassName(),
        method,
        line.getFileName(),
        line.getLineNumber());
  }

  /** The stack of a thread that runs a loop, down to that loop, under the names of the source. */
  static List<StackTraceElement> onLoop(StackTraceElement[] stack) {
    List<StackTraceElement> lines = Arrays.asList(stack);
    for (int i = 0; i < stack.length; i++) {
      if (stack[i].getClassName().equals(TaskQueue.class.getName())) {
        lines = lines.subList(0, i);
        break;
      }
    }
    lines = asWritten(lines);
    lines.removeIf(AwaitTrace::isPlumbing);
    return lines;
  }

  /** The innermost coroutine that runs on such a stack, in the line where it is. */
  static Optional<StackTraceElement> coroutine(StackTraceElement[] stack) {
    for (StackTraceElement line : stack) {
      String source = sourceName(line.getMethodName());
      if (source != null) {
        return Optional.of(named(line, source));
      }
    }
    return Optional.empty();
  }

  private static boolean isPlumbing(StackTraceElement line) {
    String name = line.getClassName();
    return name.contains(RESUMED)
        || name.equals(CoroutineFrame.class.getName())
        || name.startsWith("java.lang.invoke.LambdaForm$");
  }

  /** A place as {@code com.acme.Shop.page(Shop.java:31)}, without the mark, the class loader and the module. */
  static String plainly(StackTraceElement place) {
    String whole = place.toString();
    return whole.substring(whole.indexOf(place.getClassName()));
  }

  /** A place as {@code Shop.page(Shop.java:31)}, without the mark and the package. */
  static String shortly(StackTraceElement place) {
    return plainly(place).substring(place.getClassName().lastIndexOf('.') + 1);
  }
}
