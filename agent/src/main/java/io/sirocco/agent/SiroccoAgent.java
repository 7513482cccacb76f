package io.sirocco.agent;

import java.lang.instrument.Instrumentation;

/** Entry points of the Java agent: weaves classes while they are loaded. */
public final class SiroccoAgent {
  private SiroccoAgent() {}

  /**
   * Starts the agent with {@code -javaagent}, before {@code main}. If the options are wrong, or a
   * security manager forbids it to work, the JVM ends with exit code 2 after a message.
   *
   * @param options the text after {@code =}, or {@code null}
   * @param instrumentation the services of this JVM
   */
  public static void premain(String options, Instrumentation instrumentation) {
    try {
      start(options, instrumentation);
    } catch (IllegalArgumentException | IllegalStateException exception) {
      // Thrown on, it would come out as a fatal error of the JVM, with a core dump.
      System.err.println(exception.getMessage());
      System.exit(2);
    }
  }

  /**
   * Starts the agent in a running JVM. The classes that are loaded already stay as they are: the JVM
   * lets nobody add methods to them.
   *
   * @param options the text given with the request, may be null or empty
   * @param instrumentation the services of this JVM
   * @throws IllegalArgumentException if the options are wrong; whoever attaches gets to see it
   */
  public static void agentmain(String options, Instrumentation instrumentation) {
    start(options, instrumentation);
  }

  private static void start(String options, Instrumentation instrumentation) {
    AgentOptions parsed = AgentOptions.parse(options);
    ClassDefiner definer = openLoaders(instrumentation);
    // Not as a transformer that can retransform: its result is what such agents start from.
    instrumentation.addTransformer(new CoroutineTransformer(parsed, definer, System.err), false);
  }

  private static ClassDefiner openLoaders(Instrumentation instrumentation) {
    try {
      return LoaderClassDefiner.open(instrumentation);
    } catch (SecurityException exception) {
      throw new IllegalStateException(
          "sirocco-agent: error: the security manager of this JVM does not let the agent work ("
              + exception.getMessage()
              + "); grant java.security.AllPermission to its jar, or weave in the build",
          exception);
    }
  }
}
