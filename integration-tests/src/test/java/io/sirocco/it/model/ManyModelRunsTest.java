package io.sirocco.it.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For long runs; see CONTRIBUTING. Other programs each time, unless a seed is given. */
@Tag("many-programs")
class ManyModelRunsTest {
  @Test
  void made_up_programs_do_what_the_model_says() {
    long seed = Long.getLong("model.seed", System.nanoTime());
    int count = Integer.getInteger("model.count", 100_000);

    assertEquals(0, ManyRuns.run(seed, count, ManyRuns.runner(System.getProperty("model.on", ""))));
  }
}
