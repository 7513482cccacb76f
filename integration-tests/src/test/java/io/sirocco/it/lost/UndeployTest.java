package io.sirocco.it.lost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sirocco.IOLoop;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A woven application with its own copy of the library is undeployed: the container's threads keep nothing of it. */
class UndeployTest {
  private static final int ATTEMPTS = 200;

  private final ExecutorService container = Executors.newFixedThreadPool(1);
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

  @AfterEach
  void stop() {
    container.shutdown();
  }

  @ParameterizedTest
  @CsvSource({
    "a coroutine on a loop, 2",
    "a coroutine without a loop, 3",
    "a generator in a scope, 3"
  })
  void class_loader_is_collected_after(String way, String result) throws Exception {
    Reference<ClassLoader> loader = deploy(way, result);

    Reference<?> gone = null;
    for (int attempt = 0; attempt < ATTEMPTS && gone == null; attempt++) {
      System.gc();
      gone = collected.remove(20);
    }

    assertNotNull(gone, () -> "kept: " + loader.get());
  }

  private Reference<ClassLoader> deploy(String way, String result) throws Exception {
    URL[] path = {
      IOLoop.class.getProtectionDomain().getCodeSource().getLocation(),
      DeployedApplication.class.getProtectionDomain().getCodeSource().getLocation()
    };
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> application = loader.loadClass(DeployedApplication.class.getName());
      Callable<?> program =
          (Callable<?>) application.getConstructor(String.class).newInstance(way);
      assertEquals(result, container.submit(program).get());
      return new WeakReference<>(loader, collected);
    }
  }
}
