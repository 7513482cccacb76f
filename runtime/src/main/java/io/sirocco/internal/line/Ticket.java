package io.sirocco.internal.line;

import io.sirocco.Deadline;
import io.sirocco.Promise;
import io.sirocco.Timeout;
import io.sirocco.TimeoutException;
import io.sirocco.internal.Claimable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The future of one who waits in a {@link Line}.
 *
 * <p>It is claimed once: by the line that serves it, by its time limit, or by its cancellation. Whoever
 * claims it completes it. Claiming apart from completing lets the server put its own state in order
 * before anybody runs who has waited; and as a claim is one compare-and-set, a time limit or a cancellation
 * in another thread never takes away what was given.
 *
 * @param <T> type of what is waited for
 */
public class Ticket<T> extends Promise<T> implements Claimable {
  private static final VarHandle CLAIMED;

  static {
    try {
      CLAIMED = MethodHandles.lookup().findVarHandle(Ticket.class, "claimed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Line<?> line; // that it stands or stood in
  Ticket<?> earlier; // in the same line; these two are null outside of it, and for one who is alone
  Ticket<?> later;
  private volatile Timeout timeout; // null: waits for ever
  private volatile boolean claimed;

  /** Makes a ticket that is not in line yet. */
  public Ticket() {}

  // ---- for its line ---------------------------------------------------------------------------

  final void stand(Line<?> line) {
    this.line = line;
  }

  /** Sets the time limit. */
  final void expireAt(Deadline deadline) {
    timeout = Timeout.at(deadline, this::expire);
  }

  final void insertBefore(Ticket<?> next) {
    Ticket<?> previous = next.earlier == null ? next : next.earlier;
    earlier = previous;
    later = next;
    previous.later = this;
    next.earlier = this;
  }

  final void unlink() {
    if (earlier == later) { // one of two
      later.later = null;
      later.earlier = null;
    } else {
      earlier.later = later;
      later.earlier = earlier;
    }
    earlier = null;
    later = null;
  }

  /** It was claimed by its line. */
  void called() {
    stopTimer();
  }

  // ---- claiming -------------------------------------------------------------------------------

  @Override
  public final boolean isClaimed() {
    return claimed;
  }

  /** Claims this ticket for the caller, who then has to complete it. */
  final boolean claim() {
    return CLAIMED.compareAndSet(this, false, true);
  }

  /** Leaves the line, unless this ticket has been served or its time is over. */
  @Override
  public final boolean cancel() {
    if (!claim()) {
      return false;
    }
    stopTimer();
    leave();
    return super.cancel();
  }

  private void expire() {
    if (claim()) {
      leave();
      completeExpired();
    } else {
      expireLate();
    }
  }

  private void leave() {
    left();
    line.leave(this);
  }

  final void stopTimer() {
    Timeout timer = timeout;
    if (timer != null) {
      timer.cancel();
    }
  }

  /** It leaves without having been served, in any thread; lets go of what it holds. */
  protected void left() {}

  /** Completes this ticket when its time is over. */
  protected void completeExpired() {
    fail(new TimeoutException("Timeout"));
  }

  /** Its time is over, but somebody has claimed it before. */
  void expireLate() {}
}
