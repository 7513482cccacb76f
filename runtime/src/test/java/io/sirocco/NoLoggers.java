package io.sirocco;

import java.time.Duration;

/** A program whose loggers cannot be got; run by {@link ReportTest} in a JVM of its own. */
public final class NoLoggers extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    throw new IllegalStateException("no logger " + name);
  }

  public static void main(String[] args) {
    IOLoop loop = new IOLoop(new ManualTimeSource());
    loop.addCallback(() -> {
      throw new Boom("first");
    });
    loop.addCallback(() -> System.out.print("ran"));
    loop.runSync(() -> Coroutines.sleep(Duration.ofDays(1)));
  }
}
