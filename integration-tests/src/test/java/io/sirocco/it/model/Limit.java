package io.sirocco.it.model;

import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** How long something may be waited for, and who says so. */
record Limit(Kind kind, int millis) {
  /** Who ends the waiting. */
  enum Kind {
    /** Nobody. */
    NONE,
    /** What is waited for: {@code acquire(limit)}. */
    ARGUMENT,
    /** A scope around it: {@code Scope.run(limit, scope -> acquire())}. */
    SCOPE,
    /** {@code withTimeout(limit, ...)}; for what goes on without harm if nobody waits for it. */
    WRAPPER
  }

  static final Limit NONE = new Limit(Kind.NONE, 0);

  <T> Future<T> on(Run run, Supplier<Future<T>> unlimited, Function<Duration, Future<T>> limited) {
    Duration duration = Duration.ofMillis(millis);
    return switch (kind) {
      case NONE -> unlimited.get();
      case ARGUMENT -> limited.apply(duration);
      case SCOPE -> inScope(run, duration, unlimited);
      case WRAPPER -> Coroutines.withTimeout(duration, unlimited.get());
    };
  }

  private static <T> Future<T> inScope(Run run, Duration duration, Supplier<Future<T>> unlimited) {
    List<Future<T>> begun = new ArrayList<>();
    Future<T> result = Scope.run(duration, scope -> {
      begun.add(unlimited.get());
      return begun.get(0);
    });
    if (begun.get(0).isDone()) {
      run.hasArrived.add(result);
    }
    return result;
  }

  String text(String call) {
    return switch (kind) {
      case NONE -> call + "()";
      case ARGUMENT -> call + "(" + millis + ")";
      case SCOPE -> "Scope.run(" + millis + ", s -> " + call + "())";
      case WRAPPER -> "withTimeout(" + millis + ", " + call + "())";
    };
  }
}
