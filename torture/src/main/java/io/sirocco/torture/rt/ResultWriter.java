package io.sirocco.torture.rt;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes a line per test: {@code test, outcome, milliseconds of the processor, class, id, why}, with tabs between them.
 * Lines that begin with {@code count} are numbers.
 */
final class ResultWriter implements TestExecutionListener {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final PrintWriter out;
  private TestIdentifier test; // the running one, or null
  private long begin;
  private long beginOfCpu;

  ResultWriter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void executionStarted(TestIdentifier started) {
    if (started.isTest()) {
      test = started;
      Pause.setOutOfTime(false); // as the one before may have been
      begin = System.nanoTime();
      beginOfCpu = CPU.getCurrentThreadCpuTime();
    }
  }

  @Override
  public synchronized void executionFinished(TestIdentifier ended, TestExecutionResult result) {
    boolean isFailure = result.getStatus() == TestExecutionResult.Status.FAILED;
    if (ended.isTest() || isFailure) {
      String why = result.getThrowable().map(ResultWriter::describe).orElse("");
      line(ended.isTest() ? "test" : "container", result.getStatus().toString(), ended, why);
    }
    test = null;
  }

  /**
   * Lets each pause throw if the present test has been running for longer than this.
   *
   * @return for how many seconds it has been running
   */
  synchronized long limit(long seconds) {
    long running = test == null ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    Pause.setOutOfTime(running >= seconds);
    return running;
  }

  /** The present test will not end. */
  synchronized void hangs() {
    if (test != null) {
      StringBuilder threads = new StringBuilder("hangs");
      for (Map.Entry<Thread, StackTraceElement[]> thread :
          Thread.getAllStackTraces().entrySet()) {
        threads.append("\n").append(thread.getKey());
        for (StackTraceElement element : thread.getValue()) {
          threads.append("\n  at ").append(element);
        }
      }
      line("test", "FAILED", test, threads.toString());
    }
    counts();
  }

  synchronized void counts() {
    for (Violation violation : Violation.values()) {
      number(violation.name(), violation.value());
    }
    number("PAUSES", Pause.visits());
    number("PAUSE_PLACES", Pause.visitedSites());
    number("SUSPENSIONS", Pause.suspensions());
    number("SUSPENSION_PLACES", Pause.suspendedSites());
    out.flush();
  }

  private void number(String name, long number) {
    out.println("count\t" + name + "\t" + number);
  }

  private void line(String what, String outcome, TestIdentifier test, String why) {
    long millis = TimeUnit.NANOSECONDS.toMillis(CPU.getCurrentThreadCpuTime() - beginOfCpu);
    out.println(String.join(
        "\t", what, outcome, "" + millis, className(test), flat(test.getUniqueId()), flat(why)));
    out.flush();
  }

  /** Both engines put the class right below themselves. */
  private static String className(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().stream()
        .skip(1)
        .findFirst()
        .map(Segment::getValue)
        .orElse("");
  }

  private static String describe(Throwable exception) {
    StringWriter text = new StringWriter();
    exception.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String flat(String text) {
    String line =
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "").replace("\t", " ");
    return line.length() > 6000 ? line.substring(0, 6000) : line;
  }
}
