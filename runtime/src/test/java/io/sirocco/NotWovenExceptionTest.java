package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The tests of this module are not woven. */
class NotWovenExceptionTest {
  @Test
  void message_names_the_method_and_what_it_called() {
    assertFirstLine("called await", () -> Coroutines.await(Future.of("")));
    assertFirstLine("called emit", () -> Coroutines.emit(""));
  }

  private static void assertFirstLine(String call, Executable code) {
    String message = assertThrows(NotWovenException.class, code).getMessage();

    String withoutLine =
        message.lines().findFirst().orElseThrow().replaceAll("[$]\\d+\\(.*?\\)", "");
    assertEquals(
        "io.sirocco.NotWovenExceptionTest.lambda$message_names_the_method_and_what_it_called "
            + call + ", but its class was not woven by Sirocco.",
        withoutLine);
  }
}
