package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One thread holds 10,000 connections and, meanwhile, does what the guide to coroutines shows.
 *
 * <p>Everything here happens in one loop on one thread, but for what is handed to an executor.
 */
public final class Main {
  private static final int CONNECTIONS = 10_000;
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args how many connections; nothing means 10,000
   */
  public static void main(String[] args) {
    run(args.length == 0 ? CONNECTIONS : Integer.parseInt(args[0]), System.out);
  }

  /** Runs the example in a loop on this thread, and prints what happens. */
  static Report run(int connections, PrintStream out) {
    IOLoop loop = new IOLoop();
    // The default executor would do; but its threads live on for a while, and Maven waits for them.
    ExecutorService executor = Executors.newFixedThreadPool(4);
    loop.setDefaultExecutor(executor);
    try {
      return loop.runSync(
          () -> {
            Application application = new Application(executor, new Console(out));
            Report report = await(application.run(connections)); // so this lambda is a coroutine
            out.printf("%nSummary%n%s", report.format());
            return Future.of(report);
          },
          TIME_LIMIT);
    } finally {
      loop.close(true);
      executor.shutdownNow();
    }
  }
}
