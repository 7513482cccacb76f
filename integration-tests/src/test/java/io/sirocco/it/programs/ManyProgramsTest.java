package io.sirocco.it.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For runs of hours; see CONTRIBUTING. Other programs each time, unless a seed is given. */
@Tag("many-programs")
class ManyProgramsTest {

  @Test
  void programs_mean_the_same_woven_as_unwoven() {
    String kind = System.getProperty("programs.kind", "source");
    long seed = Long.getLong("programs.seed", System.nanoTime());
    int count = Integer.getInteger("programs.count", 10_000);

    assertEquals(0, ManyPrograms.run(kind, seed, count));
  }
}
