package io.sirocco.agent;

import java.lang.instrument.Instrumentation;

/** Entry points of the Java agent. */
public final class SiroccoAgent {
  private SiroccoAgent() {}

  /**
   * Starts the agent with {@code -javaagent}, before {@code main}.
   *
   * @param options the text after {@code =}, or {@code null}
   * @param instrumentation the services of this JVM
   */
  public static void premain(String options, Instrumentation instrumentation) {}

  /**
   * Starts the agent with {@code Launcher-Agent-Class}, before {@code main} of an executable jar.
   *
   * @param options always empty
   * @param instrumentation the services of this JVM
   */
  public static void agentmain(String options, Instrumentation instrumentation) {}
}
