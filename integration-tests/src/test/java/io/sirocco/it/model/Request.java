package io.sirocco.it.model;

import io.sirocco.Future;
import java.util.function.Consumer;

/**
 * Something that was asked for, and may be got although nobody waits for it any more.
 *
 * @param taken told of what was got
 */
record Request<T>(String text, Future<T> future, Consumer<T> taken) {
  /** How many kinds there are. */
  static final int KINDS = 5;

  /** An item, a permit or a signal. */
  static Request<?> make(Run run, int number) {
    return switch (number) {
      case 0, 1 -> {
        Items items = run.items.get(number);
        yield new Request<>(
            text(number), items.get(Limit.NONE), item -> items.hasGot(item.number()));
      }
      case 2, 3 -> {
        Permits permits = run.permits.get(number - 2);
        yield new Request<>(text(number), permits.acquire(Limit.NONE), permit -> {
          permits.take();
          permits.giveBack(permit);
        });
      }
      default ->
        new Request<>(text(number), run.signals.waitFor(Limit.NONE), run.signals::hasHeard);
    };
  }

  static String text(int number) {
    return switch (number) {
      case 0, 1 -> "queue" + number + ".get()";
      case 2, 3 -> "semaphore" + (number - 2) + ".acquire()";
      default -> "condition.waitForSignal()";
    };
  }

  /**
   * Nobody waits any more for whom it was made.
   *
   * @param mayStay whether it may be in line still; then it is until the end
   */
  void end(Run run, boolean mayStay) {
    if (!future.isDone()) {
      run.books.check(mayStay, "a request is not withdrawn: " + text);
      run.requests.add(this);
    } else if (!future.isCancelled()) {
      taken.accept(future.result());
    }
  }

  /** The end of a request that has stayed. */
  void cancel() {
    if (!future.cancel() && !future.isCancelled()) {
      taken.accept(future.result());
    }
  }
}
