package io.sirocco.it.model;

import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.Scope;
import java.time.Duration;
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

  <T> Future<T> on(Supplier<Future<T>> unlimited, Function<Duration, Future<T>> limited) {
    Duration duration = Duration.ofMillis(millis);
    return switch (kind) {
      case NONE -> unlimited.get();
      case ARGUMENT -> limited.apply(duration);
      case SCOPE -> Scope.run(duration, scope -> unlimited.get());
      case WRAPPER -> Coroutines.withTimeout(duration, unlimited.get());
    };
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
