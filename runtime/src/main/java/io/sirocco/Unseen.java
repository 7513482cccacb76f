package io.sirocco;

import io.sirocco.internal.Surroundings;
import java.lang.ref.Cleaner;
import java.lang.ref.SoftReference;

/**
 * Watches a failure until somebody asks for it. One that is collected before is logged (Tornado: "Future
 * exception was never retrieved").
 *
 * <p>The exception is held softly. Held strongly it could keep itself alive for ever, by way of a future
 * that it refers to: the cleaner holds this object until the failure is collected. Held softly, such a
 * cycle is collected when memory gets short, and its log entry has no stack trace.
 */
final class Unseen extends SoftReference<Throwable> implements Runnable, Surroundings.Failure {
  private static final String MESSAGE = "Future exception was never retrieved";

  /** Made for the first failure of the program; its thread is a daemon. */
  static final class Watch {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private final String type;
  private final Cleaner.Cleanable watched;
  private volatile boolean isSeen;

  Unseen(Outcome.Failure failure, Throwable exception) {
    super(exception);
    type = exception.getClass().getName();
    watched = Watch.CLEANER.register(failure, this);
    Outside.failed(this);
  }

  /** Somebody asks. */
  @Override
  public Throwable see() {
    if (!isSeen) {
      isSeen = true;
      watched.clean(); // forgets this object; calls run, once
    }
    return get();
  }

  @Override
  public boolean isSeen() {
    return isSeen;
  }

  @Override
  public void run() {
    if (isSeen) {
      return;
    }
    Throwable exception = get();
    Log.unretrieved(exception != null ? MESSAGE : MESSAGE + ": " + type, exception);
  }
}
