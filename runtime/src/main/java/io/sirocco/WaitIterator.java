package io.sirocco;

import io.sirocco.AwaitedInputs.Input;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;

/**
 * Gives the results of futures in the order in which they arrive (Tornado: {@code gen.WaitIterator}).
 *
 * <p>{@link Coroutines#multi multi} waits for all and loses the values if one fails; here each result
 * comes alone, and after a failure the iteration can go on:
 *
 * <pre>{@code
 * WaitIterator<Page> pages = WaitIterator.of(first, second);
 * for (Future<Page> next : pages) {
 *   try {
 *     show(pages.currentIndex(), await(next));
 *   } catch (IOException e) {
 *     complain(pages.currentIndex(), e);
 *   }
 * }
 * }</pre>
 *
 * <p>Inputs that are done at the beginning come first, in their order. Others come when they are done,
 * an iteration of the loop later. {@code current…} tells where the result that was given last comes
 * from. One coroutine iterates, on its loop if there is one; the inputs may be completed by any thread.
 *
 * <p>Who does not iterate to the end {@linkplain #close closes} the iterator, most simply with {@code try}. One that is
 * dropped without that leaves nothing behind either, but only when the garbage collector has found it, and requests
 * among its inputs are not withdrawn.
 *
 * @param <T> type of the results
 */
public final class WaitIterator<T> implements Iterable<Future<T>>, AutoCloseable {
  private final List<String> names; // null: the inputs have none
  private final AwaitedInputs<T> inputs;
  private final Deque<Arrived<T>> arrived = new ArrayDeque<>(); // done and not asked for
  private int missing; // inputs that are not done
  private Next asked; // given out by next() while nothing had arrived; null or pending
  private Arrived<T> current; // null before the first and after the last result

  /** An input that is done. */
  private record Arrived<T>(Input<T> input, Object outcome) {}

  private WaitIterator(Collection<?> awaited, List<String> names) {
    this.names = names;
    List<Future<T>> futures = new ArrayList<>(awaited.size());
    awaited.forEach(each -> futures.add(Coroutines.convertYielded(each)));
    missing = futures.size();
    inputs = new AwaitedInputs<>(this, futures);
    inputs.register(this);
    if (missing > 0) {
      inputs.leaveWhenCollected(this);
    }
  }

  /** Iterates over the results of futures or other stages. The same one may occur several times. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T> WaitIterator<T> of(CompletionStage<? extends T>... inputs) {
    return new WaitIterator<>(Arrays.asList(inputs), null);
  }

  /** As {@link #of(CompletionStage[])}. */
  public static <T> WaitIterator<T> of(Collection<? extends CompletionStage<? extends T>> inputs) {
    return new WaitIterator<>(inputs, null);
  }

  /**
   * As {@link #of(CompletionStage[])} for anything that {@link Coroutines#convertYielded} knows.
   *
   * @throws BadYieldException if nobody knows how to wait for one of them; those before it go on
   */
  public static <T> WaitIterator<T> of(Iterable<?> inputs) {
    List<Object> list = new ArrayList<>();
    inputs.forEach(list::add);
    return new WaitIterator<>(list, null);
  }

  /** As {@link #of(CompletionStage[])} for inputs with names; a map with an order keeps it. */
  public static <T> WaitIterator<T> named(
      Map<String, ? extends CompletionStage<? extends T>> inputs) {
    return new WaitIterator<>(inputs.values(), List.copyOf(inputs.keySet()));
  }

  /** Returns whether all results were given; if so, there is no current one any more. */
  public synchronized boolean isDone() {
    if (missing > 0 || !arrived.isEmpty()) {
      return false;
    }
    current = null;
    return true;
  }

  /**
   * The next result: a future that is done if there is one already. It may be awaited later. If it is
   * cancelled, the result goes to the one after it.
   *
   * @return never an input itself
   * @throws NoSuchElementException if {@link #isDone} (Tornado: a future that is never done)
   * @throws IllegalStateException if the future of the last call is pending (Tornado: that one would
   *     never be done)
   */
  public Future<T> next() {
    Next result = ask();
    deliver();
    return result;
  }

  private synchronized Next ask() {
    if (asked != null && !asked.isDone()) {
      throw new IllegalStateException("the future of the last next() is still pending: await it");
    }
    if (isDone()) {
      throw new NoSuchElementException("all results were given");
    }
    asked = new Next();
    inputs.setAsked(this);
    return asked;
  }

  /**
   * Lets go of all inputs that are not done, as {@link Coroutines#firstOf firstOf} does of the others: they go on, and
   * nothing of this iterator stays behind on them. A pending {@link #next} is cancelled. What has arrived before can
   * still be asked for.
   */
  @Override
  public void close() {
    Next waiting;
    synchronized (this) {
      waiting = asked;
      missing = 0;
    }
    inputs.letGo(); // first: who is told may go on at once
    if (waiting != null) {
      waiting.cancel();
    }
  }

  /** Position of the input whose result was given last, from 0; -1 if there is none. */
  public synchronized int currentIndex() {
    return current == null ? -1 : current.input.index;
  }

  /** Name of the input whose result was given last; null if there is none or the inputs have no names. */
  public synchronized String currentName() {
    return current == null || names == null ? null : names.get(current.input.index);
  }

  /** The input whose result was given last, as a future; null if there is none. */
  public synchronized Future<T> currentFuture() {
    return current == null ? null : current.input.future;
  }

  /** Each step is a {@link #next()}; await it before the next. A second iterator goes on with the rest. */
  @Override
  public Iterator<Future<T>> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !isDone();
      }

      @Override
      public Future<T> next() {
        return WaitIterator.this.next();
      }
    };
  }

  // ---- from the inputs to the one who asked -----------------------------------------------------

  /** An input is done. */
  synchronized void add(Input<T> input, Object outcome) {
    missing--;
    arrived.add(new Arrived<>(input, outcome));
  }

  /** Completes the future that was asked for, if something has arrived; not inside the monitor. */
  void deliver() {
    Next receiver;
    Arrived<T> given;
    synchronized (this) {
      if (asked == null || asked.isDone() || arrived.isEmpty()) {
        return; // done means cancelled here: what has arrived is for the next one
      }
      receiver = asked;
      given = arrived.remove();
      current = given;
      forget(receiver);
    }
    if (!receiver.settle(given.outcome)) {
      putBack(given); // cancelled at this very moment by another thread
    }
  }

  private synchronized void putBack(Arrived<T> given) {
    arrived.addFirst(given);
  }

  /** Nobody waits for the next result any more. */
  private synchronized void forget(Next answered) {
    if (asked == answered) {
      asked = null;
      inputs.setAsked(null);
    }
  }

  /** The future of the last {@link #next()}, while somebody waits for it; null if nobody does. */
  synchronized Future<T> asked() {
    return asked;
  }

  @Override
  public synchronized String toString() {
    return "WaitIterator[arrived=" + arrived.size() + ", missing=" + missing + "]";
  }

  /** What {@link #next} returns: a request for whatever comes next. */
  private final class Next extends Future<T> {
    @Override
    public boolean cancel() {
      boolean isCancelled = super.cancel();
      if (isCancelled) {
        forget(this);
      }
      return isCancelled;
    }

    @Override
    void withdraw() {
      cancel();
    }
  }
}
