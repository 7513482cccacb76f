package io.sirocco.testing;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.time.Duration;

/**
 * Runs a coroutine again and again, each time with another order of what may happen in one order or another.
 * The annotation for it is {@link LoopTest#orders}.
 *
 * <pre>{@code
 * Orders.explore(1000, loop -> transfer(loop));
 * }</pre>
 *
 * <p>Each run has a new loop with a simulated clock, and its default executor, which {@code runInExecutor}
 * takes, is simulated as well. Between runs these change: when the jobs of that executor end, and in which
 * order; how long the loop takes for its work and how late it wakes up, up to a millisecond, so that timers
 * become due one by one or together, before or after something else; which of several ready channels goes
 * first. What the loop promises stays: callbacks in the order in which they were added, timers in that of
 * their deadlines, and all that follows. What other threads do is not simulated, nor are other executors.
 *
 * <p>The first run has the usual order: jobs run at once, and time passes only where the loop would sleep. A
 * run fails as a {@link LoopTest} does. If it is not the first one, the order is made as simple as possible and
 * thrown as an {@link OrderFailedError} that says how to run it again. The same number of orders are
 * always the same orders. With the system property {@code sirocco.testing.seed} the second order is that of the
 * given seed, the third that of the next one, and so on. The property {@code sirocco.testing.order} has one order run instead of all.
 */
public final class Orders {
  static final String ORDER_PROPERTY = "sirocco.testing.order";
  static final String SEED_PROPERTY = "sirocco.testing.seed";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** What is run. */
  @FunctionalInterface
  public interface Body {
    /**
     * Begins it, on a new loop that runs and is current.
     *
     * @return what to wait for; coroutines that it has started are waited for anyway
     */
    Future<?> run(IOLoop loop) throws Exception;
  }

  private Orders() {}

  /**
   * Runs {@code body} in {@code orders} orders.
   *
   * @throws IllegalArgumentException if {@code orders} is not positive
   * @throws OrderFailedError if it fails in another order than the usual one
   * @throws Exception what it fails with in the usual one
   */
  public static void explore(int orders, Body body) throws Exception {
    if (orders <= 0) {
      throw new IllegalArgumentException("orders must be positive: " + orders);
    }
    String order = System.getProperty(ORDER_PROPERTY, "");
    if (!order.isEmpty()) {
      replay(order, body);
      return;
    }
    try {
      new Exploration(choices -> runOnce(choices, body))
          .explore(orders, Long.getLong(SEED_PROPERTY, 1));
    } catch (Exception | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Runs {@code body} in one order.
   *
   * @param order as {@link OrderFailedError#order()} gives it; empty for the usual one
   * @throws IllegalArgumentException if it cannot be read
   * @throws Exception what it fails with
   */
  public static void replay(String order, Body body) throws Exception {
    runOnce(Choices.parse(order), body);
  }

  private static void runOnce(Choices choices, Body body) throws Exception {
    TestLoop test = new TestLoop(World.inOrder(choices), TIMEOUT);
    try {
      test.run(() -> body.run(test.loop()));
    } finally {
      test.end();
    }
  }
}
