package io.sirocco;

import java.lang.StackWalker.StackFrame;

/**
 * Thrown by {@code await} and {@code emit} in a class that was not woven: the call would have to block its thread, and
 * Sirocco never does that silently.
 */
public final class NotWovenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private NotWovenException(String message) {
    super(message);
  }

  /** Describes the method that called {@code await} or {@code emit}. */
  static NotWovenException atCaller(String called) {
    String caller = StackWalker.getInstance()
        .walk(frames -> frames.filter(NotWovenException::isCaller).findFirst())
        .map(frame -> frame.toStackTraceElement().toString())
        .orElse("a method");
    return new NotWovenException(caller
        + " called " + called + ", but its class was not woven by Sirocco.\n"
        + "  Maven:        add sirocco-maven-plugin with the goals instrument and instrument-test,"
        + " and build at least up to process-classes (not only compile)\n"
        + "  agent:        java -javaagent:sirocco-agent.jar ...\n"
        + "  command line: java -jar sirocco-agent.jar --classpath CP --output OUT CLASSES\n"
        + "If one of these ran: look for filters (include, exclude) that leave the class out.");
  }

  private static boolean isCaller(StackFrame frame) {
    String name = frame.getClassName();
    return !name.equals(NotWovenException.class.getName())
        && !name.equals(Coroutines.class.getName());
  }
}
