package io.sirocco;

import java.lang.ref.WeakReference;
import java.util.List;

/**
 * The inputs that a {@link WaitIterator} still waits for, and all that they know of it.
 *
 * <pre>
 *   input's word ──> Input ──> AwaitedInputs ──weakly──> WaitIterator ──> results
 *                                            ──────────> WaitIterator      only while somebody waits for next()
 * </pre>
 *
 * <p>So an input that is pending for long keeps no result of the others: an iterator that nobody can ask any
 * more is collected, and with it goes what is registered on the inputs ({@link #leaveWhenCollected}). While somebody
 * waits, on the other hand, an input may be all that leads to him.
 */
final class AwaitedInputs<T> extends WeakReference<WaitIterator<T>> {
  private final Scheduler home = Scheduler.current();
  private final Input<?>[] missing; // by their place; null once they have arrived
  private WaitIterator<T> asked; // the iterator, while somebody waits for its next result

  AwaitedInputs(WaitIterator<T> iterator, List<Future<T>> futures) {
    super(iterator);
    missing = new Input<?>[futures.size()];
    for (int i = 0; i < missing.length; i++) {
      missing[i] = new Input<>(this, i, futures.get(i));
    }
  }

  /** Waits for all; tells the iterator of those that are done already. */
  void register(WaitIterator<T> iterator) {
    for (int i = 0; i < missing.length; i++) {
      @SuppressWarnings("unchecked") // it was made of a Future<T>
      Input<T> input = (Input<T>) missing[i];
      if (!input.future.register(input)) {
        arrive(input);
        iterator.add(input, input.future.outcome());
      }
    }
  }

  synchronized void setAsked(WaitIterator<T> iterator) {
    asked = iterator;
  }

  /** Takes an input out; false if that was let go of before. */
  private synchronized boolean arrive(Input<?> input) {
    boolean isMissing = missing[input.index] != null;
    missing[input.index] = null;
    return isMissing;
  }

  /** Nothing that is still missing will be asked for. */
  void letGo() {
    for (int i = 0; i < missing.length; i++) {
      Input<?> input = take(i);
      if (input != null) {
        input.future.letGo(input);
      }
    }
  }

  private synchronized Input<?> take(int index) {
    Input<?> taken = missing[index];
    missing[index] = null;
    return taken;
  }

  /** Has their waiters taken out if the iterator is collected before they are here. */
  void leaveWhenCollected(WaitIterator<T> iterator) {
    Unseen.Watch.CLEANER.register(iterator, new Collected(new WeakReference<>(this)));
  }

  /**
   * One input: the waiter for its future, and its place.
   *
   * @param <T> type of the result
   */
  static final class Input<T> extends Waiter {
    private final AwaitedInputs<T> inputs;
    final int index;
    final Future<T> future;

    private Input(AwaitedInputs<T> inputs, int index, Future<T> future) {
      this.inputs = inputs;
      this.index = index;
      this.future = future;
    }

    @Override
    void wake(Object outcome) {
      inputs.home.post(this, outcome);
    }

    @Override
    Future<?> settles() {
      WaitIterator<T> iterator = inputs.get();
      return iterator == null ? null : iterator.asked();
    }

    @Override
    void run(Object outcome) {
      WaitIterator<T> iterator = inputs.get();
      if (inputs.arrive(this) && iterator != null) {
        iterator.add(this, outcome);
        iterator.deliver();
      }
    }
  }

  /**
   * What the cleaner does, in its own thread: it takes the waiters out, which any thread may do, and withdraws nothing. It
   * refers to the inputs weakly, for they may lead to the iterator; if they are gone, there is nothing left to do.
   */
  private record Collected(WeakReference<AwaitedInputs<?>> inputs) implements Runnable {
    @Override
    public void run() {
      AwaitedInputs<?> left = inputs.get();
      if (left != null) {
        left.unregisterAll();
      }
    }
  }

  private synchronized void unregisterAll() {
    for (Input<?> input : missing) {
      if (input != null) {
        input.future.unregister(input);
      }
    }
  }
}
