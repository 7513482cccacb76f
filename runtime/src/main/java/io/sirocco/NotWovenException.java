package io.sirocco;

import java.lang.StackWalker.StackFrame;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thrown by {@code await} and {@code emit} in a class that was not woven: the call would have to block its thread, and
 * Sirocco never does that silently.
 */
public final class NotWovenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** As javac calls the bodies of lambda expressions: {@code lambda$method$number}. */
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

  private NotWovenException(String message) {
    super(message);
  }

  /** Describes the method that called {@code await} or {@code emit}. */
  static NotWovenException atCaller(String called) {
    String caller = StackWalker.getInstance()
        .walk(frames -> frames.filter(NotWovenException::isCaller).findFirst())
        .map(frame -> place(frame.toStackTraceElement()))
        .orElse("a method");
    return new NotWovenException(caller
        + " called " + called + ", but its class was not woven by Sirocco.\n"
        + "  IDE:          has most likely compiled it by itself, without the Maven plugin: let it delegate"
        + " building and running to Maven, or run with the agent\n"
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

  // ---- places as their authors know them ------------------------------------------------------

  /** Method and line; the body of a lambda expression is known by the method that it stands in. */
  static String place(StackTraceElement at) {
    Matcher lambda = LAMBDA.matcher(at.getMethodName());
    return lambda.matches() ? "a lambda in " + withMethod(at, lambda.group(1)) : at.toString();
  }

  private static String withMethod(StackTraceElement at, String javacName) {
    String method = switch (javacName) {
      case "static" -> "<clinit>";
      case "new" -> "<init>";
      default -> javacName;
    };
    return new StackTraceElement(at.getClassName(), method, at.getFileName(), at.getLineNumber())
        .toString();
  }
}
