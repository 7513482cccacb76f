package io.sirocco;

import java.util.ArrayList;
import java.util.List;

/** The types of exceptions that the caller does not want to see in the log. */
record QuietTypes(List<Class<? extends Throwable>> types) {
  static final QuietTypes NONE = new QuietTypes(List.of());

  static QuietTypes of(Class<? extends Throwable>[] types) {
    return types.length == 0 ? NONE : new QuietTypes(List.of(types));
  }

  /** The types that both are quiet about. */
  QuietTypes and(QuietTypes other) {
    if (equals(other)) {
      return this;
    }
    List<Class<? extends Throwable>> both = new ArrayList<>();
    types.stream().filter(other::covers).forEach(both::add);
    other.types.stream()
        .filter(this::covers)
        .filter(type -> !both.contains(type))
        .forEach(both::add);
    return both.isEmpty() ? NONE : new QuietTypes(List.copyOf(both));
  }

  private boolean covers(Class<?> type) {
    return types.stream().anyMatch(quiet -> quiet.isAssignableFrom(type));
  }

  /** Logs a failure unless it is of a quiet type, or only a cancellation. */
  void log(String message, Outcome.Failure failure) {
    if (!(failure instanceof Outcome.Cancellation) && !contains(failure.exception())) {
      Log.error(message, failure.exception());
    }
  }

  /** As {@link #log} for the failure of a future on which time limits have expired: once per failure. */
  void logLate(Outcome.Failure failure) {
    if (!contains(failure.exception()) && failure.isFirstLate()) {
      log("Exception in Future after timeout", failure);
    }
  }

  private boolean contains(Throwable exception) {
    for (Class<?> type : types) {
      if (type.isInstance(exception)) {
        return true;
      }
    }
    return false;
  }
}
