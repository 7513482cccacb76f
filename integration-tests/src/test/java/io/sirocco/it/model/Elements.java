package io.sirocco.it.model;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.emit;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.AsyncIterator;
import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.TimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * Reads the elements of a generator that pauses before one of them. Who waits too long for an element does
 * something else and asks again: at once, or when it has been made.
 *
 * @param patienceMillis pause before the second try
 * @param isPublished whether a publisher and its subscription are in between
 */
record Elements(
    int count,
    int pauseBefore,
    int pauseMillis,
    Limit limit,
    int patienceMillis,
    boolean isPublished)
    implements Op {
  @Coroutine
  private AsyncIterator<Integer> numbers() {
    for (int i = 0; i < count; i++) {
      if (i == pauseBefore) {
        await(sleep(Duration.ofMillis(pauseMillis)));
      }
      emit(i);
    }
    return AsyncIterator.empty();
  }

  @Override
  @Coroutine
  public Future<Void> run(Task task) {
    AsyncIterator<Integer> numbers = isPublished
        ? AsyncIterator.from(AsyncIterator.publisher(task.run.loop, this::numbers))
        : numbers();
    try {
      int next = 0;
      while (true) {
        try {
          if (!await(task.awaiting(advance(task, numbers)))) {
            break;
          }
          task.run.books.checkEquals(next++, numbers.current(), "element of a generator");
        } catch (TimeoutException e) {
          task.hasFailed();
          await(task.awaiting(sleep(Duration.ofMillis(patienceMillis))));
        }
      }
      task.run.books.checkEquals(count, next, "number of elements of a generator");
    } finally {
      await(numbers.close());
    }
    return Future.of(null);
  }

  @Override
  public List<Op> simpler() {
    return isPublished
        ? List.of(new Elements(count, pauseBefore, pauseMillis, limit, patienceMillis, false))
        : List.of();
  }

  private Future<Boolean> advance(Task task, AsyncIterator<Integer> numbers) {
    return limit.on(
        task.run, numbers::advance, time -> Coroutines.withTimeout(time, numbers.advance()));
  }

  @Override
  public void print(Text text) {
    text.line("for (number : " + (isPublished ? "publishedN" : "n") + "umbersTo(" + count
        + ") with a pause of " + pauseMillis + " before "
        + pauseBefore + ", each by " + limit.text("advance") + " and after a timeout again in "
        + patienceMillis + ") {}");
  }
}
