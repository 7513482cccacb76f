package io.sirocco.torture.rt;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TestIdentifier;

class ResultWriterTest {
  private final ResultWriter results = new ResultWriter(new PrintWriter(new StringWriter()));

  @AfterEach
  void reset() {
    Pause.setOutOfTime(false);
  }

  @Test
  void test_that_takes_too_long_fails_at_its_next_pause() {
    results.executionStarted(test("long"));
    results.limit(0);

    assertThrows(Error.class, Pause::checkTime);
  }

  @Test
  void test_after_one_that_took_too_long_has_all_its_time() {
    results.executionStarted(test("long"));
    results.limit(0);
    results.executionFinished(test("long"), TestExecutionResult.failed(new Error()));
    results.executionStarted(test("next"));

    assertDoesNotThrow(Pause::checkTime);
    assertEquals(0, results.limit(1));
  }

  private static TestIdentifier test(String name) {
    UniqueId id = UniqueId.forEngine("engine").append("test", name);
    return TestIdentifier.from(new AbstractTestDescriptor(id, name) {
      @Override
      public TestDescriptor.Type getType() {
        return TestDescriptor.Type.TEST;
      }
    });
  }
}
