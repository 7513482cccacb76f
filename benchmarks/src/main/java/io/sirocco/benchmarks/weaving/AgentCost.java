package io.sirocco.benchmarks.weaving;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Prints how much longer a program takes to start with the agent. */
public final class AgentCost {
  private static final String EMPTY = """
      public class Empty {
        public static void main(String[] args) {}
      }
      """;

  private static final String HELLO = """
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;

      public class Hello {
        public static void main(String[] args) {
          if (hello(Future.of("hello")).result() != 5) {
            throw new AssertionError();
          }
        }

        @Coroutine
        static Future<Integer> hello(Future<String> text) {
          return Future.of(Coroutines.await(text).length());
        }
      }
      """;

  private final Path folder;
  private final String agent;
  private final String runtime;
  private final int pairs;

  private AgentCost(Path folder, String agent, String runtime, int pairs) {
    this.folder = folder;
    this.agent = agent;
    this.runtime = runtime;
    this.pairs = pairs;
  }

  /** Arguments: the jar of the agent; the jar of the runtime; how many pairs of starts. */
  public static void main(String[] args) throws Exception {
    new AgentCost(
            Files.createTempDirectory("agent-cost"),
            Path.of(args[0]).toAbsolutePath().toString(),
            Path.of(args[1]).toAbsolutePath().toString(),
            Integer.parseInt(args[2]))
        .print();
  }

  private void print() throws IOException, InterruptedException {
    compile("Empty", EMPTY);
    compile("Hello", HELLO);
    TimedCommand.java(folder, "-jar", agent, "-cp", runtime, "-o", "woven", "plain")
        .seconds();
    print("a main method that does nothing", "Empty");
    print("a main method that calls a coroutine, against the same woven ahead", "Hello");
  }

  private void compile(String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    int status = ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            null,
            "-cp",
            runtime,
            "-d",
            folder.resolve("plain").toString(),
            file.toString());
    if (status != 0) {
      throw new IOException("the compiler ended with status " + status);
    }
  }

  private void print(String what, String main) throws IOException, InterruptedException {
    double more = TimedCommand.java(folder, "-cp", path("woven"), main)
        .median(
            TimedCommand.java(folder, "-javaagent:" + agent, "-cp", path("plain"), main),
            pairs,
            (without, with) -> with - without);
    System.out.printf("%s: %+.0f ms, the median of %d pairs%n", what, more * 1e3, pairs);
  }

  private String path(String classes) {
    return classes + File.pathSeparator + runtime;
  }
}
