package io.sirocco.conformance;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.LoopHost;
import io.sirocco.ManualTimeSource;
import io.sirocco.TimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One run of a program.
 *
 * @param trace what it said
 * @param result value of its future; null if it has none
 * @param error simple name of the exception that it ended with, or null
 */
record Play(List<String> trace, Object result, String error) {
  private static final List<Class<?>> PROGRAMS = List.of(
      ApplicationScenarios.class,
      BackgroundScenarios.class,
      BodyScenarios.class,
      CancelScenarios.class,
      CombinedScenarios.class,
      ConversionScenarios.class,
      CoroutineScenarios.class,
      ExecutorScenarios.class,
      FutureScenarios.class,
      GeneratorScenarios.class,
      HopsScenarios.class,
      IteratorScenarios.class,
      LazyScenarios.class,
      LegacyScenarios.class,
      LockScenarios.class,
      LoopScenarios.class,
      MultiScenarios.class,
      PeriodicScenarios.class,
      QueueScenarios.class,
      RunSyncScenarios.class,
      SleepScenarios.class,
      TimeoutScenarios.class,
      TimerScenarios.class,
      WaitScenarios.class);

  /** All programs by name, in the order of the names. */
  static Map<String, Method> programs() {
    Map<String, Method> programs = new TreeMap<>();
    for (Class<?> group : PROGRAMS) {
      for (Method method : group.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Scenario.class)
            && programs.put(method.getName(), method) != null) {
          throw new IllegalStateException("two programs have the name " + method.getName());
        }
      }
    }
    return programs;
  }

  /** Runs a program on a new loop, in this thread. */
  static Play of(Method program) {
    return of(program, IOLoop::new);
  }

  /** Runs a program in the turns of a host, which is not this thread, and goes on when the program has ended. */
  static Play onHost(Method program, LoopHost host) {
    return of(program, clock -> IOLoop.guestOf(host, clock));
  }

  private static Play of(Method program, Function<TimeSource, IOLoop> loops) {
    ManualTimeSource clock = new ManualTimeSource();
    Scenario scenario = program.getAnnotation(Scenario.class);
    Trace trace = new Trace(clock);
    IOLoop loop = loops.apply(scenario.realTime() ? TimeSource.SYSTEM : clock);
    LogLines log = LogLines.of(program, trace);
    try (log;
        loop) {
      loop.makeCurrent();
      Object result = start(program, trace, loop);
      return new Play(trace.lines(), result, null);
    } catch (Throwable exception) {
      return new Play(trace.lines(), null, exception.getClass().getSimpleName());
    }
  }

  private static Object start(Method program, Trace trace, IOLoop loop) throws Exception {
    boolean isMain = Future.class.isAssignableFrom(program.getReturnType());
    return isMain ? loop.<Object>runSync(() -> main(program, trace, loop)) : call(program, trace);
  }

  private static Future<?> main(Method program, Trace trace, IOLoop loop) throws Exception {
    Future<?> main = (Future<?>) call(program, trace);
    loop.addFuture(main, done -> loop.addCallback(trace::end));
    return main;
  }

  private static Object call(Method program, Trace trace) throws Exception {
    try {
      return program.invoke(null, trace);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception exception) {
        throw exception;
      }
      throw (Error) e.getCause();
    }
  }
}
