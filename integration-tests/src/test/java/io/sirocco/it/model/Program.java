package io.sirocco.it.model;

import io.sirocco.testing.Orders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A made-up program, and the order in which what may change places happens.
 *
 * @param order see {@link Orders#replay}
 */
record Program(List<Op> body, String order) {
  private static final String UNRETRIEVED = "nobody has asked for its exception";
  private static final Logger LOG = Logger.getLogger("io.sirocco"); // held: loggers are weak

  /** Runs it on a loop with a simulated clock; returns all that was wrong. */
  Set<String> run() {
    List<Run> runs = new ArrayList<>();
    Handler handler = listen(runs);
    try {
      Orders.replay(order, loop -> {
        Run run = new Run(loop);
        runs.add(run);
        return run.main(body);
      });
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
        runs.forEach(run -> run.books.reported(entry.getThrown()));
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
