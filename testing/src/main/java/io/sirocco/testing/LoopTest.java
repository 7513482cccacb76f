package io.sirocco.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a loop of its own, and lets coroutines be tests (Tornado: {@code AsyncTestCase}, {@code
 * gen_test}). On a class or on a method.
 *
 * <pre>{@code
 * @LoopTest
 * class PagesTest {
 *   @Test
 *   @Coroutine
 *   void page_is_loaded_again_after_an_hour(IOLoop loop) {
 *     await(sleep(Duration.ofHours(1)));                    // takes no time
 *     assertEquals("new", await(pages.load("/")));
 *   }
 * }
 * }</pre>
 *
 * <p>Methods with {@code Coroutine} that return {@code void} (JUnit runs no others) are run by the loop:
 * tests, also repeated and parameterized ones, {@code BeforeEach} and {@code AfterEach}. Each of them runs
 * in a {@link io.sirocco.Scope}, and is over when all coroutines that it has started are; what should
 * outlive it begins with {@link io.sirocco.IOLoop#spawnCallback(io.sirocco.AsyncCallable)}. After the time
 * limit the scope is cancelled, so that {@code finally} blocks run, and the test fails with a {@link
 * io.sirocco.TimeoutException}. It also fails with what the loop's exception handler is told: failures of
 * callbacks, and cancellations that nobody has caught; and with the failure of a future that nobody has
 * asked for. If the clock is simulated and nothing is left that could wake the loop, the test fails at once
 * instead of after its limit. The message names the coroutines that hang.
 *
 * <p>A coroutine cannot be {@code BeforeAll} or {@code AfterAll}, for a loop belongs to one test; it fails.
 * Other methods run as ever; the loop is current for them, but does not run. Methods may have an {@link
 * io.sirocco.IOLoop}, a {@link io.sirocco.ManualTimeSource} or, where {@link #orders} are tried, the
 * simulated {@link java.util.concurrent.Executor} as a parameter. At the end the loop is
 * closed, with its channels.
 *
 * <p>A test class must be woven, as any class with coroutines.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LoopExtension.class)
public @interface LoopTest {
  /**
   * Whether the loop has the clock of the system. Otherwise it has a {@link io.sirocco.ManualTimeSource},
   * which jumps to the next timer whenever the loop would wait: right unless something outside of the
   * loop takes time, such as an executor or a socket.
   */
  boolean realTime() default false;

  /**
   * How long each coroutine may take, in seconds of the system's clock. Zero means what the configuration
   * parameter {@code sirocco.testing.timeoutSeconds} of JUnit says, or else 5.
   */
  int timeoutSeconds() default 0;

  /**
   * In how many orders of what may happen in one or another order to run the test; see {@link Orders}. The
   * first one is the usual one. Each of them has a new instance of the test class, made as JUnit does but
   * without what other extensions do to instances, and its {@code BeforeEach} and {@code AfterEach}
   * methods. The configuration parameter {@code sirocco.testing.seed} says which orders.
   */
  int orders() default 1;

  /** The one order to run, as a failed test has printed it: {@code "12:1 40:2"}. Empty for none. */
  String order() default "";
}
