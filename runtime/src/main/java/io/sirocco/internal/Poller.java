package io.sirocco.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where a thread sleeps until a channel is ready, another thread wakes it, or time is over. Belongs
 * to that thread, but for {@link #wakeUp}.
 *
 * <p>Without channels it parks the thread, which is cheap and counts in nanoseconds; a selector is
 * opened for the first channel. No wake-up is lost and none is sent in vain:
 *
 * <pre>
 *   sleeper   asleep = true;   then look for work   then sleep        asleep = false
 *   waker     make work;       then look at asleep, wake if it changes it from true to false
 * </pre>
 *
 * <p>All four are volatile accesses: either the sleeper sees the work or the waker sees it asleep. A
 * wake-up that comes before the sleep itself makes that sleep return at once.
 */
public final class Poller {
  /** Sleeping time that never ends. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * With channels, a sleep is no longer than this. A channel that another thread closes wakes nobody, and
   * the system gets it back only in a selection: until then the file descriptor is taken, and so is the port.
   */
  private static final long LONGEST_SLEEP_MILLIS = 100;

  private final Surroundings surroundings; // null unless a test simulates them
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile Thread sleeper; // the last thread that slept here
  private volatile Selector selector; // null until there is a channel
  private final List<SelectionKey> found = new ArrayList<>(); // ready, not handed over yet
  private final Consumer<SelectionKey> finder = found::add;
  private int expectedKeys; // at most so many channels were watched when they were last counted
  private boolean interrupted; // the thread was, and its flag is to be set again

  /** Makes one without channels; {@code surroundings}, if not null, say which channel goes first. */
  public Poller(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  // ---- channels -------------------------------------------------------------------------------

  /**
   * Starts to watch a channel, which becomes non-blocking.
   *
   * @param ops see {@link SelectionKey}
   * @return the key, with {@code attachment}
   */
  public SelectionKey register(SelectableChannel channel, int ops, Object attachment) {
    try {
      channel.configureBlocking(false);
      if (selector == null) {
        selector = Selector.open();
      }
      SelectionKey former = channel.keyFor(selector);
      if (former != null && !former.isValid()) {
        giveBackCancelled();
      }
      if (former == null || !former.isValid()) {
        expectedKeys++;
      }
      return channel.register(selector, ops, attachment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of cancelled keys and of closed channels, which only a selection does. */
  public void giveBackCancelled() {
    if (selector == null) {
      return;
    }
    try {
      selector.selectNow(ready -> {}); // what is ready is found again
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The valid key of a watched channel, or null. */
  public SelectionKey keyOf(SelectableChannel channel) {
    SelectionKey key = selector == null ? null : channel.keyFor(selector);
    return key != null && key.isValid() ? key : null;
  }

  /** What belongs to the watched channels, some of which may be null; any thread may call this. */
  public List<Object> attachments() {
    Selector opened = selector;
    if (opened == null) {
      return List.of();
    }
    try {
      List<Object> attachments = new ArrayList<>();
      opened.keys().forEach(key -> attachments.add(key.attachment()));
      return attachments;
    } catch (ClosedSelectorException e) { // just now
      return List.of();
    }
  }

  /** Whether a channel may have been closed or removed between the last two polls that this was asked after. */
  public boolean hasLostChannels() {
    int expected = expectedKeys;
    expectedKeys = selector == null ? 0 : selector.keys().size();
    return expectedKeys < expected;
  }

  /**
   * Looks which channels are ready, without waiting.
   *
   * @return whether {@link #takeReady} has something
   */
  public boolean pollNow() {
    if (selector == null) {
      return false;
    }
    try {
      selector.selectNow(finder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !found.isEmpty();
  }

  /** Hands over the keys of the channels that the last poll or sleep found ready. */
  public void takeReady(Consumer<? super SelectionKey> consumer) {
    if (!found.isEmpty()) {
      if (surroundings != null && found.size() > 1) {
        surroundings.arrange(found);
      }
      found.forEach(consumer);
      found.clear();
    }
  }

  /** Whether there are channels that could become ready. */
  public boolean hasChannels() {
    return selector != null && !selector.keys().isEmpty();
  }

  // ---- sleeping -------------------------------------------------------------------------------

  /**
   * Sleeps until a channel is ready, the thread is woken, or the time is over; may return early.
   *
   * @param nanos more than zero, or {@link #FOR_EVER}
   * @param hasWork asked after wake-ups count and before sleeping; true means not to sleep
   */
  public void sleep(long nanos, BooleanSupplier hasWork) {
    Thread here = Thread.currentThread();
    if (sleeper != here) {
      sleeper = here;
    }
    asleep.set(true);
    if (!hasWork.getAsBoolean()) {
      block(nanos);
    }
    asleep.set(false);
  }

  /** Returns whether the thread sleeps, is about to, or has not noticed yet that its time is over. */
  public boolean isAsleep() {
    return asleep.get();
  }

  private void block(long nanos) {
    if (selector != null) {
      select(nanos);
    } else if (nanos == FOR_EVER) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }

  private void select(long nanos) {
    try {
      long millis = (nanos - 1) / NANOS_PER_MILLI + 1; // rounded up: zero would mean for ever
      selector.select(finder, Math.min(millis, LONGEST_SLEEP_MILLIS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Wakes the thread if it sleeps or is about to. Any thread may call this. */
  public void wakeUp() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      Selector opened = selector;
      if (opened != null) {
        opened.wakeup();
      } else {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /**
   * Takes the interrupt of this thread away, if there is one: with the flag set, it could not sleep, and each
   * channel of the JDK that it uses would be closed.
   *
   * @return whether there was one, now or before
   */
  public boolean takeInterrupt() {
    interrupted |= Thread.interrupted();
    return interrupted;
  }

  /** Gives the interrupt that was taken away back to the thread. */
  public void restoreInterrupt() {
    if (interrupted) {
      interrupted = false;
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops watching; a second call does nothing.
   *
   * @param allChannels whether to close the watched channels, too: all of them, also if one fails
   * @throws UncheckedIOException with the first failure; the others are suppressed exceptions of that
   */
  public void close(boolean allChannels) {
    if (selector == null) {
      return;
    }
    List<Closeable> closed = new ArrayList<>();
    if (allChannels) {
      selector.keys().forEach(key -> closed.add(key.channel()));
    }
    closed.add(selector);
    selector = null;
    IOException failure = null;
    for (Closeable each : closed) {
      failure = closed(each, failure);
    }
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }

  private static IOException closed(Closeable closed, IOException before) {
    try {
      closed.close();
      return before;
    } catch (IOException | RuntimeException exception) {
      if (before != null && before != exception) {
        before.addSuppressed(exception);
      }
      if (before != null) {
        return before;
      }
      return exception instanceof IOException failure ? failure : new IOException(exception);
    }
  }
}
