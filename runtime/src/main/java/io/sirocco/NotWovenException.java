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
  private static final Pattern LAMBDA_BODY = Pattern.compile("lambda\\$(.+)\\$\\d+");

  private NotWovenException(String message) {
    super(message);
  }

  /** Describes the method that called {@code await} or {@code emit}. */
  static NotWovenException atCaller(String called) {
    String caller = StackWalker.getInstance()
        .walk(frames -> frames.filter(NotWovenException::isCaller).findFirst())
        .map(frame -> nameOf(frame.toStackTraceElement()))
        .orElse("A method");
    return new NotWovenException(caller
        + " called " + called + ", but its class was not woven by Sirocco.\n"
        + "  IDE:          it has compiled the class itself, without the Maven plugin; let Maven do the"
        + " building (IntelliJ IDEA: Build Tools > Maven > Runner > Delegate IDE build/run actions to"
        + " Maven), or run with the agent\n"
        + "  Maven:        add sirocco-maven-plugin with the goals instrument and instrument-test,"
        + " and build at least up to process-classes (not only compile)\n"
        + "  agent:        java -javaagent:sirocco-agent.jar ...\n"
        + "  command line: java -jar sirocco-agent.jar --classpath CP --output OUT CLASSES\n"
        + "If one of these ran: look for filters (include, exclude) that leave the class out.");
  }

  /** As in a stack trace; but of the body of a lambda expression, what it stands in. */
  private static String nameOf(StackTraceElement caller) {
    Matcher body = LAMBDA_BODY.matcher(caller.getMethodName());
    String text = caller.toString();
    if (!body.matches()) {
      return text;
    }
    String place = text.substring(text.lastIndexOf('('));
    return "A lambda in "
        + switch (body.group(1)) {
          case "static" -> "the static initialiser of " + caller.getClassName() + " ";
          case "new" -> "a constructor or initialiser of " + caller.getClassName() + " ";
          default -> caller.getClassName() + "." + body.group(1);
        }
        + place;
  }

  private static boolean isCaller(StackFrame frame) {
    String name = frame.getClassName();
    return !name.equals(NotWovenException.class.getName())
        && !name.equals(Coroutines.class.getName());
  }
}
