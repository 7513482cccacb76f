package io.sirocco;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Whether somebody may stop this program at a breakpoint. */
final class Debugger {
  /** Made when somebody asks: it loads classes of the module java.management, which may be missing. */
  private static final class Answer {
    static final boolean MAY_BE_ATTACHED = find();
  }

  private Debugger() {}

  static boolean mayBeAttached() {
    return Answer.MAY_BE_ATTACHED;
  }

  private static boolean find() {
    try {
      return isAmong(ManagementFactory.getRuntimeMXBean().getInputArguments());
    } catch (LinkageError | SecurityException e) {
      return false; // not known
    }
  }

  /** Whether one of these arguments of a JVM lets debuggers in. */
  static boolean isAmong(List<String> arguments) {
    return arguments.stream()
        .anyMatch(
            argument -> argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp"));
  }
}
