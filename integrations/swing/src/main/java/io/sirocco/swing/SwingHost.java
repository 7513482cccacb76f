package io.sirocco.swing;

import io.sirocco.LoopHost;
import java.awt.EventQueue;
import java.util.concurrent.TimeUnit;
import javax.swing.Timer;

/**
 * The event queue. Its thread ends when there is nothing to show, and another one comes later; so nothing here
 * knows a thread.
 *
 * <p>A callback may open a modal dialog, which runs the events that come while it is open inside of the callback:
 * the turn does not end. So an event behind each turn looks whether that is so, and is a turn itself then. Thereby the
 * dialog's own listeners find a loop between two turns, as others do.
 */
final class SwingHost implements LoopHost {
  static final SwingHost INSTANCE = new SwingHost();

  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  // These belong to the event dispatch thread.
  private final Timer timer = new Timer(0, event -> runTimed());
  private Runnable timed; // what the timer is for

  private SwingHost() {
    timer.setRepeats(false);
  }

  @Override
  public void execute(Runnable turn) {
    EventQueue.invokeLater(new Turn(turn));
  }

  /** Rounded up to milliseconds, as it has to be for this timer. */
  @Override
  public void schedule(Runnable turn, long delayNanos) {
    timed = turn;
    long millis = (delayNanos - 1) / NANOS_PER_MILLI + 1;
    timer.setInitialDelay((int) Math.min(millis, Integer.MAX_VALUE));
    timer.restart();
  }

  private void runTimed() {
    new Turn(timed).run();
  }

  @Override
  public boolean isHostThread() {
    return EventQueue.isDispatchThread();
  }

  @Override
  public String toString() {
    return "the event queue";
  }

  /** One turn; if it has not ended when the event behind it comes, that is inside of it. */
  private static final class Turn implements Runnable {
    private final Runnable turn;
    private boolean hasEnded;

    Turn(Runnable turn) {
      this.turn = turn;
    }

    @Override
    public void run() {
      EventQueue.invokeLater(this::runInside);
      try {
        turn.run();
      } finally {
        hasEnded = true;
      }
    }

    private void runInside() {
      if (!hasEnded) {
        new Turn(turn).run();
      }
    }
  }
}
