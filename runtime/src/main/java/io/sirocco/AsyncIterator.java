package io.sirocco;

import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Elements that come one after the other, each of which may have to be waited for (Python: an
 * asynchronous iterator):
 *
 * <pre>
 *   AsyncIterator&lt;Row&gt; rows = query("select ...");
 *   try {
 *     while (await(rows.advance())) {
 *       use(rows.current());
 *     }
 *   } finally {
 *     await(rows.close());
 *   }
 * </pre>
 *
 * <p>A {@link Coroutine} method that returns one is an asynchronous generator. It hands out elements
 * with {@link Coroutines#emit emit}, may await between them, and ends with {@code return
 * AsyncIterator.empty()} or, to go on with the elements of another iterator, by returning that one. Its
 * body is lazy: it begins in the first {@link #advance} and rests in each {@code emit} until the
 * next.
 *
 * <p>An iterator has one consumer. On a loop it belongs to the loop's thread.
 *
 * @param <T> type of the elements
 */
public interface AsyncIterator<T> {
  /**
   * Goes to the next element. If it is there without waiting, the returned future is done already.
   *
   * <p>Who gives up waiting, because the future or the coroutine that awaits it was cancelled, or a time
   * limit around it is over, loses nothing: the next call gets what the given-up one has asked for, be it
   * an element, the end, or a failure. Until that {@link #current} has no element. So do all iterators that
   * Sirocco makes.
   *
   * @return whether there is one; {@link #current} tells which. A failure ends the iterator: the future
   *     fails with it, and all later ones are done with false
   * @throws IllegalStateException if somebody still waits for the answer to the last call
   */
  Future<Boolean> advance();

  /**
   * The element that {@link #advance} went to; may be null.
   *
   * @throws NoSuchElementException before the first and after the last one, and while the last {@code
   *     advance} has not been answered
   */
  T current();

  /**
   * Ends the iterator early. A generator that rests in an {@code emit} gets a {@link
   * CancellationException} there, so that its {@code finally} blocks run, awaits included; one that waits
   * for something else gets it at its next {@code emit}; one that has not begun never does. Calling it
   * again or after the end does nothing.
   *
   * @return done when the body has ended; fails with what it throws, but for the cancellation. Who gives
   *     up waiting for that may call this again
   */
  Future<Void> close();

  /** An iterator without elements; what a generator returns at its end. */
  @SuppressWarnings("unchecked") // it has no elements of any type
  static <T> AsyncIterator<T> empty() {
    return (AsyncIterator<T>) EmptyIterator.INSTANCE;
  }

  /** The elements of a collection or of anything else that is there already. */
  static <T> AsyncIterator<T> of(Iterable<? extends T> elements) {
    return new PresentElements<>(elements);
  }

  /**
   * The elements of a publisher. It is subscribed to in the first {@link #advance}, and asked for one
   * element in each; {@link #close} cancels the subscription. The publisher may signal from any thread.
   */
  static <T> AsyncIterator<T> from(Flow.Publisher<? extends T> publisher) {
    return new PublishedElements<>(publisher);
  }

  /**
   * A publisher of the elements of iterators: each subscriber gets an iterator of its own. It is advanced
   * on the loop's thread, and no further than the subscriber has asked for; a cancellation closes it. The
   * subscriber hears of the end right behind the last element if the iterator knows that it is the last
   * one, as those of a collection do; else when it asks for more than there is. What a subscriber throws
   * goes to the loop's exception handler and ends its subscription (rule 2.13).
   *
   * @param loop on which everything happens; it must run for anything to happen
   */
  static <T> Flow.Publisher<T> publisher(
      IOLoop loop, Supplier<? extends AsyncIterator<? extends T>> elements) {
    return new IteratorPublisher<>(loop, elements);
  }
}
