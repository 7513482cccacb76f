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
 * callbacks, and cancellations that nobody has caught.
 *
 * <p>A coroutine cannot be {@code BeforeAll} or {@code AfterAll}, for a loop belongs to one test; it fails.
 * Other methods run as ever; the loop is current for them, but does not run. Methods may have an {@link
 * io.sirocco.IOLoop} or a {@link io.sirocco.ManualTimeSource} as a parameter. At the end the loop is
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
}
