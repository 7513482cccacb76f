package io.sirocco;

import java.util.List;

/** The types of exceptions that the caller does not want to see in the log. */
record QuietTypes(List<Class<? extends Throwable>> types) {
  static final QuietTypes NONE = new QuietTypes(List.of());

  static QuietTypes of(Class<? extends Throwable>[] types) {
    return types.length == 0 ? NONE : new QuietTypes(List.of(types));
  }

  /** Logs a failure unless it is of a quiet type, or only a cancellation. */
  void log(String message, Outcome.Failure failure) {
    if (!(failure instanceof Outcome.Cancellation) && !contains(failure.exception())) {
      Log.error(message, failure.exception());
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
