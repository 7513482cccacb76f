package io.sirocco.testing;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutine;
import io.sirocco.IOLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings of a class and of its methods. */
@LoopTest
class RealTimeTest {
  @Test
  @LoopTest(realTime = true)
  @Coroutine
  void method_may_have_settings_of_its_own(IOLoop loop) {
    long before = loop.time();
    await(sleep(Duration.ofMillis(1)));
    assertTrue(loop.time() > before, "the system's clock does not stand still");
  }

  @Test
  @Coroutine
  void other_methods_have_those_of_the_class(IOLoop loop) {
    await(sleep(Duration.ofHours(1)));
    assertEquals(Duration.ofHours(1).toNanos(), loop.time());
  }
}
