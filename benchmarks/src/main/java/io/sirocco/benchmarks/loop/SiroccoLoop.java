package io.sirocco.benchmarks.loop;

import io.sirocco.IOLoop;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ours, in a thread of its own. */
@State(Scope.Benchmark)
public class SiroccoLoop extends OurLoop {
  private final Thread thread = new Thread(loop::start, "sirocco");

  /** Made by JMH, before it is opened. */
  public SiroccoLoop() {
    super(new IOLoop());
  }

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
}
