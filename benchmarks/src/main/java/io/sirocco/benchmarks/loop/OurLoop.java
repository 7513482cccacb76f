package io.sirocco.benchmarks.loop;

import io.sirocco.IOLoop;
import io.sirocco.Timeout;
import java.time.Duration;
import java.util.stream.IntStream;

/** A loop of ours, whoever drives it. */
abstract class OurLoop implements EventLoop {
  private static final Duration SOON = Duration.ofNanos(EventLoop.SOON);

  private static final Duration[] DELAYS = IntStream.range(0, EventLoop.DELAYS)
      .mapToObj(index -> Duration.ofNanos(EventLoop.delay(index)))
      .toArray(Duration[]::new);

  final IOLoop loop;

  OurLoop(IOLoop loop) {
    this.loop = loop;
  }

  @Override
  public final void post(Runnable callback) {
    loop.addCallback(callback);
  }

  @Override
  public final Object later(int index, Runnable callback) {
    return loop.callLater(DELAYS[index], callback);
  }

  @Override
  public final void soon(Runnable callback) {
    loop.callLater(SOON, callback);
  }

  @Override
  public final void cancel(Object timer) {
    ((Timeout) timer).cancel();
  }
}
