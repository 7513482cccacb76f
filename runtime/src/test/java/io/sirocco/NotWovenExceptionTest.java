package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The tests of this module are not woven. */
class NotWovenExceptionTest {
  private static final Executable IN_FIELD = () -> Coroutines.await(Future.of(""));

  @Test
  void message_says_what_is_wrong_and_the_most_likely_cause_first() {
    String message = assertThrows(NotWovenException.class, NotWovenExceptionTest::awaitInMethod)
        .getMessage();

    assertEquals("""
        io.sirocco.NotWovenExceptionTest.awaitInMethod(NotWovenExceptionTest.java:LINE) called \
        await, but its class was not woven by Sirocco.
          IDE:          has most likely compiled it by itself, without the Maven plugin: let it \
        delegate building and running to Maven, or run with the agent
          Maven:        add sirocco-maven-plugin with the goals instrument and instrument-test, \
        and build at least up to process-classes (not only compile)
          agent:        java -javaagent:sirocco-agent.jar ...
          command line: java -jar sirocco-agent.jar --classpath CP --output OUT CLASSES
        If one of these ran: look for filters (include, exclude) that leave the class out.""", withoutLine(message));
  }

  private static void awaitInMethod() {
    Coroutines.await(Future.of(""));
  }

  @Test
  void body_of_a_lambda_is_known_by_the_method_that_it_stands_in() {
    String method = "a lambda in io.sirocco.NotWovenExceptionTest"
        + ".body_of_a_lambda_is_known_by_the_method_that_it_stands_in";

    assertCaller(method, "await", () -> Coroutines.await(Future.of("")));
    assertCaller(method, "emit", () -> Coroutines.emit(""));
    assertCaller("a lambda in io.sirocco.NotWovenExceptionTest.<clinit>", "await", IN_FIELD);
  }

  private static void assertCaller(String caller, String called, Executable code) {
    String message = assertThrows(NotWovenException.class, code).getMessage();

    assertEquals(
        caller + "(NotWovenExceptionTest.java:LINE) called " + called
            + ", but its class was not woven by Sirocco.",
        withoutLine(message).lines().findFirst().orElseThrow());
  }

  private static String withoutLine(String message) {
    return message.replaceFirst(":\\d+\\)", ":LINE)");
  }
}
