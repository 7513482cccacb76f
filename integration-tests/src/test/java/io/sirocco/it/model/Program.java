package io.sirocco.it.model;

import io.sirocco.IOLoop;
import io.sirocco.testing.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.function.Executable;

/**
 * A made-up program, and the order in which what may change places happens.
 *
 * @param order see {@link Orders#replay}
 */
record Program(List<Op> body, String order) {
  private static final String UNRETRIEVED = "nobody has asked for its exception";
  private static final String UNRETRIEVED_LOG = "io.sirocco.unretrieved"; // of what is collected
  private static final Logger LOG = Logger.getLogger("io.sirocco"); // held: loggers are weak

  /** Runs it on a loop with a simulated clock; returns all that was wrong. */
  Set<String> run() {
    List<Run> runs = new ArrayList<>();
    return watched(
        runs,
        () -> Orders.replay(order, loop -> {
          runs.add(Run.simulated(loop));
          return runs.get(0).main(body);
        }));
  }

  /** As {@link #run}; collects garbage at the end, and looks what the queues, which live on, keep. */
  Set<String> runAndCollect() {
    List<Run> runs = new ArrayList<>();
    return watched(
        runs,
        () -> Orders.replay(order, loop -> {
          runs.add(Run.collecting(loop));
          return runs.get(0).main(body);
        }));
  }

  /** As {@link #run} on a loop with the clock of the system, and with real threads. */
  Set<String> runInRealTime() {
    List<Run> runs = new ArrayList<>();
    return watched(runs, () -> {
      try (IOLoop loop = new IOLoop()) {
        runs.add(Run.inRealTime(loop));
        loop.runSync(() -> runs.get(0).main(body), Duration.ofSeconds(10));
      }
    });
  }

  /** As {@link #run} for the statements that need no loop, without one. */
  Set<String> runWithoutLoop() {
    List<Run> runs = new ArrayList<>();
    return watched(runs, () -> {
      runs.add(Run.withoutLoop());
      runs.get(0).mainWithoutLoop(Loopless.statements(body));
    });
  }

  private static Set<String> watched(List<Run> runs, Executable run) {
    Handler handler = listen(runs);
    try {
      run.execute();
    } catch (Throwable failure) {
      judge(failure, runs.get(0).books);
    } finally {
      LOG.removeHandler(handler);
      LOG.setUseParentHandlers(true);
    }
    return runs.get(0).books.wrongs();
  }

  /** Failures that nobody has asked for would be logged sooner or later: they are not lost. */
  private static void judge(Throwable failure, Books books) {
    if (failure instanceof AssertionError && failure.getMessage().contains(UNRETRIEVED)) {
      books.reported(failure.getCause());
      Arrays.stream(failure.getSuppressed()).map(Throwable::getCause).forEach(books::reported);
    } else {
      books.wrong(failure.toString());
    }
  }

  private static Handler listen(List<Run> runs) {
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        boolean isToldAtTheEnd = UNRETRIEVED_LOG.equals(entry.getLoggerName());
        runs.stream()
            .filter(run -> !(isToldAtTheEnd && run.findsUnretrieved()))
            .forEach(run -> run.books.reported(entry.getThrown()));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
    return handler;
  }

  /** The program as Java would write it. */
  @Override
  public String toString() {
    Text text = new Text();
    body.forEach(op -> op.print(text));
    return (order.isEmpty() ? "" : "// in the order " + order + "\n") + text;
  }
}
