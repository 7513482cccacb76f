package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 14: an application with its own copy of the library leaves nothing in the threads of a container. */
class LoaderTest {
  private static final Logger LOGGER = Logger.getLogger("io.sirocco");
  private static final int ATTEMPTS = 200;

  private final ExecutorService container = Executors.newFixedThreadPool(1);
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

  @BeforeEach
  void logNothing() {
    LOGGER.setUseParentHandlers(false); // some ways log a failure
  }

  @AfterEach
  void stop() {
    LOGGER.setUseParentHandlers(true);
    container.shutdown();
  }

  static Stream<String> ways() {
    return LeavingProgram.WAYS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void class_loader_is_collected_after(String way) throws Exception {
    Reference<ClassLoader> loader = deploy(way);

    Reference<?> gone = null;
    for (int attempt = 0; attempt < ATTEMPTS && gone == null; attempt++) {
      System.gc();
      gone = collected.remove(20);
    }

    assertNotNull(gone, () -> "kept: " + loader.get());
  }

  private Reference<ClassLoader> deploy(String way) throws Exception {
    URL[] path = {
      IOLoop.class.getProtectionDomain().getCodeSource().getLocation(),
      LeavingProgram.class.getProtectionDomain().getCodeSource().getLocation()
    };
    System.setProperty("loader.way", way);
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> program = loader.loadClass(LeavingProgram.class.getName());
      container.submit((Runnable) program.getConstructor().newInstance()).get();
      return new WeakReference<>(loader, collected);
    } finally {
      System.clearProperty("loader.way");
    }
  }
}
