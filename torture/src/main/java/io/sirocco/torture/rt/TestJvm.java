package io.sirocco.torture.rt;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes and writes down what became of each test; a JVM of its own for each run. */
public final class TestJvm {
  private TestJvm() {}

  /**
   * Runs tests.
   *
   * @param args a file with the names of test classes, a regular expression of {@code Class.method}s to
   *     leave out, the file for the results, and how many seconds a test may take
   */
  public static void main(String[] args) throws IOException {
    List<DiscoverySelector> classes = new ArrayList<>();
    Files.readAllLines(Path.of(args[0])).forEach(name -> classes.add(selectClass(name)));
    Pattern without = Pattern.compile(args[1]);
    PostDiscoveryFilter filter =
        test -> FilterResult.includedIf(!without.matcher(nameOf(test)).find());
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(classes)
        .filters(filter)
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
        .build();
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[2])))) {
      ResultWriter results = new ResultWriter(out);
      new Watchdog(results, Long.parseLong(args[3])).start();
      LauncherFactory.create().execute(request, results);
      results.counts();
    }
    System.exit(0); // threads of tests may still run
  }

  private static String nameOf(TestDescriptor test) {
    return test.getSource().orElse(null) instanceof MethodSource method
        ? method.getClassName() + "." + method.getMethodName()
        : "";
  }
}
