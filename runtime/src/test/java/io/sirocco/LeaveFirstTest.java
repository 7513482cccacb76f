package io.sirocco;

import static io.sirocco.Coroutines.firstOf;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who is told that a combinator is done may go on inside of that call: in a stage of the JDK, or where there is no
 * loop. The combinator has left its inputs by then, so that they can be asked again.
 */
class LeaveFirstTest {
  private final Promise<String> input = new Promise<>() {}; // a request
  private final Promise<String> other = new Promise<>();
  private final List<Object> seen = new ArrayList<>();

  /** Writes down, when {@code combinator} is done, how many wait for the input, and what became of it. */
  private void watch(Future<?> combinator) {
    combinator.whenComplete((value, failure) -> {
      seen.add(input.isAwaited() ? "awaited" : "left");
      seen.add(input.isCancelled() ? "withdrawn" : "asked");
    });
  }

  @Test
  void loser_is_withdrawn_before_anybody_hears_of_the_winner() {
    watch(firstOf(input, other));

    other.complete("done");

    assertEquals(List.of("left", "withdrawn"), seen);
  }

  @Test
  void cancelled_race_has_left_its_inputs_before_anybody_hears_of_it() {
    Future<String> race = firstOf(input, other);
    watch(race);

    race.cancel();

    assertEquals(List.of("left", "asked"), seen);
  }

  @Test
  void cancelled_multi_has_left_its_inputs_before_anybody_hears_of_it() {
    Future<List<String>> all = multi(List.of(input, other));
    watch(all);

    all.cancel();

    assertEquals(List.of("left", "asked"), seen);
  }

  @Test
  void cancelled_limit_has_left_its_input_before_anybody_hears_of_it() {
    Future<String> limited = withTimeout(Duration.ofHours(1), input);
    watch(limited);

    limited.cancel();

    assertEquals(List.of("left", "asked"), seen);
  }

  @Test
  void expired_limit_has_left_its_input_before_anybody_hears_of_it() {
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      loop.runSync(() -> {
        watch(withTimeout(Duration.ofMillis(1), input));
        return sleep(Duration.ofMillis(2));
      });
    }

    assertEquals(List.of("left", "asked"), seen);
  }

  @Test
  void closed_iterator_has_withdrawn_its_requests_before_anybody_hears_of_it() {
    WaitIterator<String> steps = WaitIterator.of(input, other);
    watch(steps.next());

    steps.close();

    assertEquals(List.of("left", "withdrawn"), seen);
  }
}
