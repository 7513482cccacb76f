package io.sirocco.benchmarks.loop;

import io.sirocco.IOLoop;
import io.sirocco.Timeout;
import java.time.Duration;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ours. */
@State(Scope.Benchmark)
public class SiroccoLoop implements EventLoop {
  private static final Duration SOON = Duration.ofNanos(EventLoop.SOON);

  private static final Duration[] DELAYS = IntStream.range(0, EventLoop.DELAYS)
      .mapToObj(index -> Duration.ofNanos(EventLoop.delay(index)))
      .toArray(Duration[]::new);

  final IOLoop loop = new IOLoop();
  private final Thread thread = new Thread(loop::start, "sirocco");

  /** One that runs, where JMH does not set it up. */
  static SiroccoLoop opened() {
    SiroccoLoop loop = new SiroccoLoop();
    loop.open();
    return loop;
  }

  @Setup
  public void open() {
    thread.setDaemon(true);
    thread.start();
  }

  @TearDown
  public void close() throws InterruptedException {
    loop.addCallback((Runnable) loop::stop);
    thread.join();
    loop.close(true);
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
