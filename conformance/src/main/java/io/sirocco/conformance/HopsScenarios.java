package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.WaitIterator;
import io.sirocco.locks.Condition;
import io.sirocco.locks.Event;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** How many iterations of the loop lie between a cause and its effect. */
final class HopsScenarios {
  private HopsScenarios() {}

  /** Counts the iterations of the current loop until it is told to end. */
  private static final class Ticker {
    private int ticks;
    private boolean ended;

    void tick() {
      ticks++;
      if (!ended) {
        IOLoop.current().addCallback(this::tick);
      }
    }

    int end() {
      ended = true;
      return ticks;
    }
  }

  // ---- from the completion of an input to the coroutine that waits
  // -------------------------------

  @Coroutine
  private static Future<Void> fromCompletion(
      Trace t, String label, Function<Future<String>, Future<?>> construct) {
    Promise<String> input = new Promise<>();
    Future<?> awaited = construct.apply(input);
    Ticker ticker = new Ticker();
    IOLoop.current().addCallback(() -> {
      input.complete("v");
      IOLoop.current().addCallback(ticker::tick);
    });
    await(awaited);
    t.add(label, ticker.end());
    return Future.of(null);
  }

  @Coroutine
  private static <T> Future<T> wrapped(Future<T> input) {
    return Future.of(await(input));
  }

  private static Future<String> chained(Future<String> input) {
    Promise<String> target = new Promise<>();
    Future.chain(input, target);
    return target;
  }

  private static Event setBy(Future<?> input) {
    Event event = new Event();
    input.addDoneCallback(done -> event.set());
    return event;
  }

  @Scenario
  @Coroutine
  static Future<Void> hops_table(Trace t) {
    Duration longTime = ms(5_000);
    await(fromCompletion(t, "future", f -> f));
    await(fromCompletion(t, "coroutine", f -> wrapped(f)));
    await(fromCompletion(t, "two coroutines", f -> wrapped(wrapped(f))));
    await(fromCompletion(t, "multi", f -> multi(List.of(f, Future.of("")))));
    await(fromCompletion(t, "nested list", f -> multi(List.<Object>of(List.of(f), Future.of("")))));
    await(fromCompletion(t, "with_timeout", f -> withTimeout(longTime, f)));
    await(fromCompletion(t, "iterator", f -> WaitIterator.of(List.of(f)).next()));
    await(fromCompletion(t, "chain_future", f -> chained(f)));
    await(fromCompletion(t, "event", f -> setBy(f).waitUntilSet()));
    await(fromCompletion(t, "event with timeout", f -> setBy(f).waitUntilSet(longTime)));
    return Future.of(null);
  }

  // ---- from the call to the coroutine that waits ------------------------------------------------

  @Coroutine
  private static Future<Void> fromCall(Trace t, String label, Supplier<Future<?>> construct) {
    Ticker ticker = new Ticker();
    IOLoop.current().addCallback(ticker::tick);
    await((Object) construct.get()); // null stands for moment()
    t.add(label, ticker.end());
    return Future.of(null);
  }

  private static Future<Object> completedByCallback() {
    Promise<Object> promise = new Promise<>();
    IOLoop.current().addCallback(() -> promise.complete(null));
    return promise;
  }

  private static Future<Boolean> signalled() {
    Condition condition = new Condition();
    Future<Boolean> waiting = condition.waitForSignal();
    condition.signal();
    return waiting;
  }

  private static Future<Integer> handedOver() {
    Queue<Integer> queue = new Queue<>();
    Future<Integer> item = queue.get();
    queue.putNow(1);
    return item;
  }

  @Scenario
  @Coroutine
  static Future<Void> hops_timers_and_moment(Trace t) {
    await(fromCall(t, "moment", () -> moment()));
    await(fromCall(t, "null", () -> null));
    await(fromCall(t, "ready", () -> Future.of(null)));
    await(fromCall(t, "sleep(0)", () -> sleep(Duration.ZERO)));
    await(fromCall(t, "add_callback", () -> completedByCallback()));
    await(fromCall(t, "condition", () -> signalled()));
    await(fromCall(t, "queue", () -> handedOver()));
    return Future.of(null);
  }

  // ---- coroutines in coroutines -----------------------------------------------------------------

  @Coroutine
  private static Future<Void> inner(Trace t) {
    await(moment());
    t.add("inner done");
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> middle(Trace t) {
    await(inner(t));
    t.add("middle done");
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> outer(Trace t) {
    await(middle(t));
    t.add("outer done");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> wait_nested_hops(Trace t) {
    t.addInEachIteration(5, "tick");
    await(outer(t));
    t.add("main resumed");
    await(sleep(ms(40)));
    return Future.of(null);
  }
}
