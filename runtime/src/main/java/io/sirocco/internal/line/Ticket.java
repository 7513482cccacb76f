package io.sirocco.internal.line;

import io.sirocco.Deadline;
import io.sirocco.Promise;
import io.sirocco.Timeout;
import io.sirocco.TimeoutException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The future of one who waits in a {@link Line}.
 *
 * <p>It is claimed once: by the line that serves it, by its time limit, or by its cancellation. Whoever
 * claims it completes it. Claiming apart from completing lets the server put its own state in order
 * before anybody runs who has waited; and as a claim is one compare-and-set, a time limit that runs in
 * another thread, where there is no loop, never takes away what was given.
 *
 * @param <T> type of what is waited for
 */
public class Ticket<T> extends Promise<T> {
  private static final VarHandle CLAIMED;

  static {
    try {
      CLAIMED = MethodHandles.lookup().findVarHandle(Ticket.class, "claimed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile boolean claimed;
  private volatile Timeout timeout; // null: waits for ever

  /** Makes a ticket that is not in line yet. */
  public Ticket() {}

  /** Sets the time limit; before the ticket is in line. */
  final void expireAt(Deadline deadline) {
    timeout = Timeout.at(deadline, this::expire);
  }

  final boolean isClaimed() {
    return claimed;
  }

  /** Claims this ticket for the caller, who then has to complete it. */
  final boolean claim() {
    if (!CLAIMED.compareAndSet(this, false, true)) {
      return false;
    }
    if (timeout != null) {
      timeout.cancel();
    }
    return true;
  }

  /** Leaves the line, unless this ticket has been served or its time is over. */
  @Override
  public final boolean cancel() {
    return claim() && super.cancel();
  }

  private void expire() {
    if (claim()) {
      completeExpired();
    }
  }

  /** Completes this ticket when its time is over. */
  protected void completeExpired() {
    fail(new TimeoutException("Timeout"));
  }
}
