package io.sirocco;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed group of loops, for programs that want more than one core. Each loop is one thread, and what belongs to a
 * loop stays there; a coroutine may await futures of other loops, and goes on on its own.
 *
 * <pre>{@code
 * try (IOLoops loops = IOLoops.start()) {
 *   int length = await(IOLoops.on(loops.forKey(user), () -> load(user))); // in a coroutine of any loop
 * }
 * }</pre>
 */
public final class IOLoops implements AutoCloseable {
  private final List<IOLoop> loops;
  private final List<Thread> threads; // empty: the loops are somebody else's
  private final AtomicInteger turn = new AtomicInteger();

  private IOLoops(List<IOLoop> loops, List<Thread> threads) {
    this.loops = List.copyOf(loops);
    this.threads = threads;
  }

  /** Starts one loop per processor. */
  public static IOLoops start() {
    return start(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Starts loops, each in a thread of its own, which keeps the program alive until {@link #close}.
   *
   * @throws IllegalArgumentException if {@code count} is not positive
   */
  public static IOLoops start(int count) {
    if (count <= 0) {
      throw new IllegalArgumentException("a group needs loops: " + count);
    }
    List<IOLoop> loops = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      IOLoop loop = new IOLoop();
      loops.add(loop);
      threads.add(new Thread(loop::start, "sirocco-loop-" + i));
    }
    threads.forEach(Thread::start);
    return new IOLoops(loops, threads);
  }

  /**
   * A group of loops that are there already, such as the guests of a server's event loops. It does not close them.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static IOLoops of(List<IOLoop> loops) {
    if (loops.isEmpty()) {
      throw new IllegalArgumentException("a group needs loops: 0");
    }
    return new IOLoops(loops, List.of());
  }

  /** The loops in their order; does not change. */
  public List<IOLoop> loops() {
    return loops;
  }

  /** One loop after the other, round and round. Any thread may call this. */
  public IOLoop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** The loop of a key: for equal keys always the same. What belongs to the key needs no locks there. */
  public IOLoop forKey(Object key) {
    int hash =
        key.hashCode() * 0x9E3779B9; // spreads keys that differ by multiples of the number of loops
    return loops.get(Math.floorMod(hash ^ hash >>> 16, loops.size()));
  }

  /**
   * Runs a coroutine on another loop, or this one: {@code body} is called there, in the next iteration, in the context of
   * the caller, but in no scope. Who awaits the future goes on on its own loop.
   *
   * @return ends as what {@code body} returns does; fails if the loop is closed. Cancelling it cancels that, on
   *     its loop
   */
  public static <T> Future<T> on(IOLoop loop, AsyncCallable<T> body) {
    Objects.requireNonNull(body, "body");
    return loop.isClosed()
        ? Future.failed(new IllegalStateException("the loop is closed"))
        : new CallElsewhere<>(loop, body).begun();
  }

  /**
   * Stops the loops that {@link #start} has made, waits for the ends of their iterations and closes them. What is
   * queued is dropped.
   *
   * @throws IllegalStateException if one of the loops calls this
   */
  @Override
  public void close() {
    if (threads.contains(Thread.currentThread())) {
      throw new IllegalStateException(
          "a loop would wait for its own end: close the group from a thread that is none of its");
    }
    for (int i = 0; i < threads.size(); i++) {
      loops.get(i).stop();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= joinUninterruptibly(thread);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < threads.size(); i++) {
      loops.get(i).close();
    }
  }

  /** Returns whether there was an interrupt. */
  private static boolean joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
