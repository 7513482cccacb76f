package io.sirocco;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The future of {@link Coroutines#firstSuccessOf}: a value decides. If all have failed, it fails with the first
 * exception in the order of the input, of those that are no cancellations if there are any, and the others are
 * suppressed exceptions of it.
 */
final class FirstSuccess<T> extends Choice<T> {
  FirstSuccess(Inputs inputs) {
    super(inputs);
  }

  @Override
  boolean isDecisive(Object outcome) {
    if (outcome instanceof Outcome.Failure failure) {
      failure.see(); // it matters only if all fail; then it is told as part of that
      return false;
    }
    return true;
  }

  @Override
  Object withoutDecision(Inputs failed) {
    Outcome.Failure first = first(failed);
    Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
    told.add(first.peek());
    told.addAll(Arrays.asList(first.peek().getSuppressed()));
    for (int i = 0; i < failed.size(); i++) {
      Outcome.Failure failure = (Outcome.Failure) failed.get(i).outcome();
      if (!(failure instanceof Outcome.Cancellation) && told.add(failure.peek())) {
        first.peek().addSuppressed(failure.peek());
      }
    }
    return Outcome.failure(first.peek()); // of its own: nobody has asked for it yet
  }

  private static Outcome.Failure first(Inputs failed) {
    for (int i = 0; i < failed.size(); i++) {
      Outcome.Failure failure = (Outcome.Failure) failed.get(i).outcome();
      if (!(failure instanceof Outcome.Cancellation)) {
        return failure;
      }
    }
    return (Outcome.Failure) failed.get(0).outcome();
  }
}
