package io.sirocco.it.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.it.harness.JavaCompilation;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge for SLF4J's MDC that the documentation shows does what it says. */
class MdcBridgeTest {
  private static final Path PAGE = Path.of("..", "docs", "how-it-works.md");

  @TempDir
  Path folder;

  private static String sourceInTheDocumentation() throws IOException {
    Matcher block =
        Pattern.compile("```java\n([^`]*class MdcBridge [^`]*)```").matcher(Files.readString(PAGE));
    assertTrue(block.find(), "no class MdcBridge in " + PAGE);
    return block.group(1);
  }

  private List<URL> classPath() throws MalformedURLException {
    List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return path;
  }

  @Test
  @SuppressWarnings("unchecked") // both loaders see the same Callable and List
  void mdc_follows_coroutines() throws Exception {
    new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17)
        .texts(Map.of("com.acme.MdcBridge", sourceInTheDocumentation()))
        .writeBelow(folder);
    Path service = folder.resolve("META-INF/services/io.sirocco.ContextBridge");
    Files.createDirectories(service.getParent());
    Files.writeString(service, "com.acme.MdcBridge\n");

    List<String> log;
    try (URLClassLoader loader =
        new URLClassLoader(classPath().toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> program = loader.loadClass(MdcProgram.class.getName());
      log = ((Callable<List<String>>) program.getConstructor().newInstance()).call();
    }

    assertEquals(
        List.of("[a] begins", "[b] begins", "[a] goes on", "[b] goes on", "[null] after"), log);
  }
}
