package io.sirocco.queues;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Guard;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Passage;
import io.sirocco.internal.line.Ticket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Hands items from coroutines to coroutines, first in first out (Tornado: {@code queues.Queue}). It
 * belongs to one loop, or to code without a loop: see {@link io.sirocco.queues}.
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
  private final Guard guard = new Guard("queue");
  private final Line<Ticket<T>> getters = new Line<>(guard); // live ones: the store is empty
  private final Line<Putter<T>> putters = new Line<>(guard); // live ones: the store is full
  private final Line<Passage> joining = new Line<>(guard); // there is unfinished work
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
  }

  // ---- putting --------------------------------------------------------------------------------

  /** Puts an item, or waits until there is room for it; done at once if there is. */
  public final Future<Void> put(T item) {
    return put(item, (Deadline) null);
  }

  /**
   * As {@link #put(Object)}; fails with a {@code TimeoutException} if there is no room in time.
   *
   * @param timeout null for no limit
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public final Future<Void> put(T item, Duration timeout) {
    return put(item, Deadline.ofLimit(timeout));
  }

  /** As {@link #put(Object, Duration)} with a point in time. */
  public final Future<Void> put(T item, Deadline deadline) {
    Ticket<?> concerned;
    if (guard.isOpen()) {
      concerned = offerOrJoin(item, deadline);
    } else {
      synchronized (guard) {
        guard.enter();
        concerned = offerOrJoin(item, deadline);
      }
    }
    if (concerned instanceof Putter<?> putter) {
      return putter;
    }
    handOver(concerned, item);
    return Future.of(null);
  }

  /** As {@link #offer}; returns a putter if there is no room. */
  private Ticket<?> offerOrJoin(T item, Deadline deadline) {
    return hasRoom() ? offer(item) : putters.join(new Putter<>(item), deadline);
  }

  /**
   * Puts an item without waiting (Tornado: {@code put_nowait}).
   *
   * @throws QueueFullException if there is no room
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public final void putNow(T item) {
    handOver(guard.isOpen() ? offerNow(item) : guard.call(() -> offerNow(item)), item);
  }

  private Ticket<T> offerNow(T item) {
    if (!hasRoom()) {
      throw new QueueFullException();
    }
    return offer(item);
  }

  /** Puts an item that there is room for; returns who gets it, or null if it is stored. */
  private Ticket<T> offer(T item) {
    Ticket<T> getter = getters.claimFirst();
    if (getter == null) {
      store.add(item); // first: a comparator may refuse the item
    }
    unfinished++;
    return getter;
  }

  @SuppressWarnings("unchecked") // the getters of a queue of T want a T
  private void handOver(Ticket<?> getter, T item) {
    if (getter != null) {
      ((Ticket<T>) getter).tryComplete(item);
    }
  }

  // ---- getting --------------------------------------------------------------------------------

  /** Takes the next item, or waits for one; done at once if there is one. */
  public final Future<T> get() {
    return get((Deadline) null);
  }

  /**
   * As {@link #get()}; fails with a {@code TimeoutException} if there is none in time.
   *
   * @param timeout null for no limit
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public final Future<T> get(Duration timeout) {
    return get(Deadline.ofLimit(timeout));
  }

  /** As {@link #get(Duration)} with a point in time. */
  public final Future<T> get(Deadline deadline) {
    if (guard.isOpen()) {
      return store.size() == 0 ? getters.join(new Ticket<>(), deadline) : Future.of(take());
    }
    Putter<T> decided = null;
    try {
      synchronized (guard) {
        guard.enter();
        if (store.size() == 0) {
          return getters.join(new Ticket<>(), deadline);
        }
        decided = admitPutter();
        return Future.of(store.remove());
      }
    } finally {
      Putter.completeAll(decided);
    }
  }

  /**
   * Takes the next item without waiting (Tornado: {@code get_nowait}).
   *
   * @throws QueueEmptyException if there is none
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public final T getNow() {
    if (guard.isOpen()) {
      checkNotEmpty();
      return take();
    }
    Putter<T> decided = null;
    try {
      synchronized (guard) {
        guard.enter();
        checkNotEmpty();
        decided = admitPutter();
        return store.remove();
      }
    } finally {
      Putter.completeAll(decided);
    }
  }

  private void checkNotEmpty() {
    if (store.size() == 0) {
      throw new QueueEmptyException();
    }
  }

  private T take() {
    Putter<T> decided = null;
    try {
      decided = admitPutter();
      return store.remove();
    } finally {
      Putter.completeAll(decided); // last: without a loop, who has waited goes on inside this call
    }
  }

  /**
   * Lets the longest waiting put in before the next item is chosen, which may then be that one.
   *
   * @return those to be completed: whose items were refused, and the one that was let in; null for none
   */
  private Putter<T> admitPutter() {
    Putter<T> first = putters.claimFirst();
    Putter<T> putter = first;
    while (putter != null && !admit(putter)) {
      Putter<T> next = putters.claimFirst();
      putter.followedBy(next);
      putter = next;
    }
    return first;
  }

  private boolean admit(Putter<T> putter) {
    try {
      store.add(putter.takeItem());
      unfinished++;
      return true;
    } catch (Throwable refused) { // by a comparator; not the getter's fault
      putter.refuse(refused);
      return false;
    }
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

  /**
   * Number of items in the queue; not those of puts that wait.
   *
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public final int size() {
    return guard.isOpen() ? store.size() : guard.call(store::size);
  }

  /** Returns whether {@link #get} would wait; as {@link #size}. */
  public final boolean isEmpty() {
    return size() == 0;
  }

  /** Returns whether {@link #put} would wait; as {@link #size}. */
  public final boolean isFull() {
    return !(guard.isOpen() ? hasRoom() : guard.call(this::hasRoom));
  }

  private boolean hasRoom() {
    return maxSize == 0 || store.size() < maxSize;
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
   * @throws IllegalStateException if it is said more often, or this belongs to a loop that runs elsewhere
   */
  public final void taskDone() {
    List<Passage> called = guard.isOpen() ? finishOne() : guard.call(this::finishOne);
    called.forEach(Passage::pass);
  }

  private List<Passage> finishOne() {
    if (unfinished == 0) {
      throw new IllegalStateException("taskDone() called too many times");
    }
    unfinished--;
    return unfinished == 0 ? joining.claimAll() : List.of();
  }

  /** Waits until {@link #taskDone} was called for each item that was put; done at once if it was. */
  public final Future<Void> join() {
    return join((Deadline) null);
  }

  /**
   * As {@link #join()}; fails with a {@code TimeoutException} if the work is not done in time.
   *
   * @param timeout null for no limit
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public final Future<Void> join(Duration timeout) {
    return join(Deadline.ofLimit(timeout));
  }

  /** As {@link #join(Duration)} with a point in time. */
  public final Future<Void> join(Deadline deadline) {
    return guard.isOpen() ? passOrJoin(deadline) : guard.call(() -> passOrJoin(deadline));
  }

  private Future<Void> passOrJoin(Deadline deadline) {
    return unfinished == 0 ? Future.of(null) : Passage.in(joining, deadline);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + ("[size=" + store.size() + ", maxSize=" + maxSize)
        + (", getting=" + getters.size() + ", putting=" + putters.size())
        + (", unfinished=" + unfinished + "]");
  }
}
