package io.sirocco.benchmarks.waiters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows do what they say. */
class WaiterRowTest {
  @ParameterizedTest
  @EnumSource
  void all_who_wait_are_told(WaiterRow row) {
    assertEquals(1_000, row.run(1_000));
  }
}
