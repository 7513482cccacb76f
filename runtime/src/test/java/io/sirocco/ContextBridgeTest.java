package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bridges are services of a whole program, so each test runs a program of its own. */
class ContextBridgeTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  @TempDir
  Path services;

  @SuppressWarnings("unchecked") // it is a Callable of this type there too: both are the JDK's
  private List<String> run(String... bridges) throws Exception {
    Path file = services.resolve("META-INF/services/io.sirocco.ContextBridge");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(bridges));
    URL[] path = {
      services.toUri().toURL(),
      IOLoop.class.getProtectionDomain().getCodeSource().getLocation(),
      BridgedProgram.class.getProtectionDomain().getCodeSource().getLocation()
    };
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> program = loader.loadClass(BridgedProgram.class.getName());
      return ((Callable<List<String>>) program.getConstructor().newInstance()).call();
    }
  }

  @Test
  void thread_local_follows_coroutines_and_callbacks() throws Exception {
    List<String> trace = run(BridgedProgram.UserBridge.class.getName());

    assertEquals(
        List.of(
            "body: main",
            "a in step 0: a",
            "b in step 0: b",
            "callback: null",
            "a in step 1: a",
            "b in step 1: b",
            "a in step 2: a'",
            "b in step 2: b'",
            "after: main",
            "executor: null"),
        trace);
  }

  @Test
  void bridge_that_fails_or_is_missing_disturbs_no_other() throws Exception {
    List<String> trace = run(
        BridgedProgram.FailingBridge.class.getName(), BridgedProgram.UserBridge.class.getName());

    assertEquals("b in step 2: b'", trace.get(7));
    log.assertLoggedAgainAndAgain(
        "Exception in context bridge io.sirocco.BridgedProgram$FailingBridge"
            + " [java.lang.IllegalStateException: broken]");
  }

  @Test
  void bridge_that_cannot_be_loaded_hides_no_other() throws Exception {
    List<String> trace = run(
        BridgedProgram.UnloadableBridge.class.getName(),
        "com.acme.NoBridge",
        BridgedProgram.UserBridge.class.getName());

    assertEquals("b in step 2: b'", trace.get(7));
    String failure = "A context bridge cannot be loaded [java.util.ServiceConfigurationError:"
        + " io.sirocco.ContextBridge: Provider ";
    log.assertLogged(
        failure + "io.sirocco.BridgedProgram$UnloadableBridge could not be instantiated]",
        failure + "com.acme.NoBridge not found]");
  }

  @Test
  void null_clears_a_bridged_thread_local() {
    ThreadLocal<String> variable = new ThreadLocal<>();
    ThreadLocalBridge<String> bridge = new ThreadLocalBridge<>(variable);
    variable.set("x");

    bridge.install(null);

    assertNull(bridge.capture());
  }
}
