package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The tests of this module are not woven. */
class NotWovenExceptionTest {
  private static final Executable IN_FIELD = () -> Coroutines.await(Future.of(""));

  private final Executable inInstance = () -> Coroutines.await(Future.of(""));

  @Test
  void message_names_the_method_and_says_what_to_do_in_an_ide_first() {
    String message =
        assertThrows(NotWovenException.class, NotWovenExceptionTest::load).getMessage();

    assertEquals("""
        io.sirocco.NotWovenExceptionTest.load(NotWovenExceptionTest.java) called await, but its class was \
        not woven by Sirocco.
          IDE:          it has compiled the class itself, without the Maven plugin; let Maven do the building \
        (IntelliJ IDEA: Build Tools > Maven > Runner > Delegate IDE build/run actions to Maven), or run with \
        the agent
          Maven:        add sirocco-maven-plugin with the goals instrument and instrument-test, and build at \
        least up to process-classes (not only compile)
          agent:        java -javaagent:sirocco-agent.jar ...
          command line: java -jar sirocco-agent.jar --classpath CP --output OUT CLASSES
        If one of these ran: look for filters (include, exclude) that leave the class out.""", withoutLine(message));
  }

  private static void load() {
    Coroutines.await(Future.of(""));
  }

  @Test
  void message_names_what_was_called() {
    assertCaller(
        "A lambda in io.sirocco.NotWovenExceptionTest.message_names_what_was_called"
            + "(NotWovenExceptionTest.java) called emit",
        () -> Coroutines.emit(""));
  }

  @Test
  void lambda_is_told_by_what_it_stands_in() {
    assertCaller(
        "A lambda in the static initialiser of io.sirocco.NotWovenExceptionTest"
            + " (NotWovenExceptionTest.java) called await",
        IN_FIELD);
    assertCaller(
        "A lambda in a constructor or initialiser of io.sirocco.NotWovenExceptionTest"
            + " (NotWovenExceptionTest.java) called await",
        inInstance);
  }

  private static void assertCaller(String expected, Executable code) {
    String message = assertThrows(NotWovenException.class, code).getMessage();

    assertEquals(
        expected + ", but its class was not woven by Sirocco.",
        withoutLine(message).lines().findFirst().orElseThrow());
  }

  private static String withoutLine(String message) {
    return message.replaceFirst("[.]java:\\d+", ".java");
  }
}
