package io.sirocco.queues;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Ticket;
import io.sirocco.locks.Event;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;

/**
 * Hands items from coroutines to coroutines, first in first out (Tornado: {@code queues.Queue}).
 *
 * <p>If it is bounded, {@link #put} waits while it is full, which slows a fast producer down. Those who
 * wait are served in the order of their calls. A cancelled or expired {@code put} delivers nothing, a
 * cancelled or expired {@code get} takes nothing.
 *
 * <p>A consumer is a loop that never ends:
 *
 * <pre>{@code
 * for (Future<Page> next : queue) {
 *   Page page = await(next);
 *   ...
 *   queue.taskDone();
 * }
 * }</pre>
 *
 * @param <T> type of the items; they may be null
 */
public sealed class Queue<T> implements Iterable<Future<T>> permits LifoQueue, PriorityQueue {
  private final Store<T> store;
  private final int maxSize;
  private final Line<Ticket<T>> getters = new Line<>(); // live ones: the store is empty
  private final Line<Putter<T>> putters = new Line<>(); // live ones: the store is full
  private final Event finished = new Event();
  private long unfinished; // items that were put and not reported by taskDone

  /** Makes a queue without a bound. */
  public Queue() {
    this(0);
  }

  /**
   * Makes a queue.
   *
   * @param maxSize number of items that it holds; 0 for any number
   * @throws IllegalArgumentException if {@code maxSize} is negative
   */
  public Queue(int maxSize) {
    this(new FifoStore<>(), maxSize);
  }

  Queue(Store<T> store, int maxSize) {
    if (maxSize < 0) {
      throw new IllegalArgumentException("maxSize must not be negative: " + maxSize);
    }
    this.store = store;
    this.maxSize = maxSize;
    finished.set();
  }

  // ---- putting --------------------------------------------------------------------------------

  /** Puts an item, or waits until there is room for it; done at once if there is. */
  public final Future<Void> put(T item) {
    return putBefore(item, null);
  }

  /** As {@link #put(Object)}; fails with a {@code TimeoutException} if there is no room in time. */
  public final Future<Void> put(T item, Duration timeout) {
    return putBefore(item, Deadline.after(timeout));
  }

  /** As {@link #put(Object, Duration)} with a point in time. */
  public final Future<Void> put(T item, Deadline deadline) {
    return putBefore(item, Objects.requireNonNull(deadline, "deadline"));
  }

  /** A deadline of null is none. */
  private Future<Void> putBefore(T item, Deadline deadline) {
    return offer(item) ? Future.of(null) : putters.join(new Putter<>(item), deadline);
  }

  /**
   * Puts an item without waiting (Tornado: {@code put_nowait}).
   *
   * @throws QueueFullException if there is no room
   */
  public final void putNow(T item) {
    if (!offer(item)) {
      throw new QueueFullException();
    }
  }

  private boolean offer(T item) {
    if (isFull()) {
      return false;
    }
    Ticket<T> getter = getters.claimFirst();
    if (getter == null) {
      store(item);
    } else {
      addUnfinished();
      getter.complete(item);
    }
    return true;
  }

  private void store(T item) {
    store.add(item); // first: a comparator may refuse the item
    addUnfinished();
  }

  private void addUnfinished() {
    unfinished++;
    finished.clear();
  }

  // ---- getting --------------------------------------------------------------------------------

  /** Takes the next item, or waits for one; done at once if there is one. */
  public final Future<T> get() {
    return getBefore(null);
  }

  /** As {@link #get()}; fails with a {@code TimeoutException} if there is none in time. */
  public final Future<T> get(Duration timeout) {
    return getBefore(Deadline.after(timeout));
  }

  /** As {@link #get(Duration)} with a point in time. */
  public final Future<T> get(Deadline deadline) {
    return getBefore(Objects.requireNonNull(deadline, "deadline"));
  }

  /** A deadline of null is none. */
  private Future<T> getBefore(Deadline deadline) {
    return isEmpty() ? getters.join(new Ticket<>(), deadline) : Future.of(take());
  }

  /**
   * Takes the next item without waiting (Tornado: {@code get_nowait}).
   *
   * @throws QueueEmptyException if there is none
   */
  public final T getNow() {
    if (isEmpty()) {
      throw new QueueEmptyException();
    }
    return take();
  }

  /** Lets the longest waiting put in before the next item is chosen, which may then be that one. */
  private T take() {
    Putter<T> admitted = admitPutter();
    T next = store.remove();
    if (admitted != null) {
      admitted.complete(null); // last: without a loop, who has waited goes on inside this call
    }
    return next;
  }

  private Putter<T> admitPutter() {
    Putter<T> putter = putters.claimFirst();
    while (putter != null) {
      try {
        store(putter.item);
        return putter;
      } catch (RuntimeException refused) { // by a comparator; not the getter's fault
        putter.fail(refused);
        putter = putters.claimFirst();
      }
    }
    return null;
  }

  /** Each step is a {@link #get()}; await it before the next. There is always a next one. */
  @Override
  public final Iterator<Future<T>> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Future<T> next() {
        return get();
      }
    };
  }

  // ---- state ----------------------------------------------------------------------------------

  /** Number of items in the queue; not those of puts that wait. */
  public final int size() {
    return store.size();
  }

  /** Returns whether {@link #get} would wait. */
  public final boolean isEmpty() {
    return store.size() == 0;
  }

  /** Returns whether {@link #put} would wait. */
  public final boolean isFull() {
    return maxSize > 0 && store.size() >= maxSize;
  }

  /** Number of items that the queue holds; 0 for any number. */
  public final int maxSize() {
    return maxSize;
  }

  // ---- waiting for the work to be done --------------------------------------------------------

  /**
   * Says that the work on an item that was taken is done. When that has been said for each item that
   * was put, {@link #join} goes on.
   *
   * @throws IllegalStateException if it is said more often
   */
  public final void taskDone() {
    if (unfinished == 0) {
      throw new IllegalStateException("taskDone() called too many times");
    }
    unfinished--;
    if (unfinished == 0) {
      finished.set();
    }
  }

  /** Waits until {@link #taskDone} was called for each item that was put; done at once if it was. */
  public final Future<Void> join() {
    return finished.waitUntilSet();
  }

  /** As {@link #join()}; fails with a {@code TimeoutException} if the work is not done in time. */
  public final Future<Void> join(Duration timeout) {
    return finished.waitUntilSet(timeout);
  }

  /** As {@link #join(Duration)} with a point in time. */
  public final Future<Void> join(Deadline deadline) {
    return finished.waitUntilSet(deadline);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + ("[size=" + size() + ", maxSize=" + maxSize)
        + (", getting=" + getters.size() + ", putting=" + putters.size())
        + (", unfinished=" + unfinished + "]");
  }

  private static final class Putter<T> extends Ticket<Void> {
    private final T item;

    Putter(T item) {
      this.item = item;
    }
  }
}
