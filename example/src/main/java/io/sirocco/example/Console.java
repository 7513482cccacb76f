package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.withTimeout;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.TimeoutException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints lines with the time since the start. */
final class Console {
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final PrintStream out;
  private final long startNanos = System.nanoTime();

  Console(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... arguments) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    String text = String.format(Locale.ROOT, format, arguments);
    out.println(String.format(Locale.ROOT, "%6.2f s  %s", seconds, text));
  }

  /**
   * Waits for a future and prints the progress meanwhile, twice a second. A timeout does not cancel
   * what was awaited; so it can be awaited again.
   */
  @Coroutine
  <T> Future<T> watch(Future<T> work, Supplier<String> progress) {
    while (!work.isDone()) {
      try {
        await(withTimeout(PERIOD, work, Throwable.class)); // not logged: the caller gets it
      } catch (TimeoutException e) {
        say("  %s", progress.get());
      }
    }
    return work;
  }
}
