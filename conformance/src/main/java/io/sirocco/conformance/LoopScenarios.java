package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.ChannelHandler;
import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.Timeout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Callbacks, and the threads and channels that cause them. */
final class LoopScenarios {
  private LoopScenarios() {}

  // ---- order ----------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> loop_callbacks_fifo(Trace t) {
    IOLoop loop = IOLoop.current();
    loop.addCallback(() -> {
      t.add("first");
      loop.addCallback(() -> t.add("from first"));
    });
    loop.addCallback(() -> {
      t.add("second");
      loop.addCallback(() -> t.add("from second"));
    });
    loop.addCallback(() -> t.add("third"));
    t.add("added");
    await(sleep(ms(40)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> loop_callbacks_before_due_timers(Trace t) {
    later(0, () -> t.add("timer"));
    IOLoop.current().addCallback(() -> t.add("callback"));
    t.busy(ms(10));
    await(sleep(ms(40)));
    return Future.of(null);
  }

  // ---- failures -------------------------------------------------------------------------------

  private static void failing(Trace t) {
    t.add("bad");
    throw new Boom("from callback");
  }

  @Scenario
  @Coroutine
  static Future<Void> loop_callback_error_logged(Trace t) {
    IOLoop.current().addCallback(() -> failing(t));
    IOLoop.current().addCallback(() -> t.add("good"));
    await(sleep(ms(40)));
    t.add("end");
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> divide(Trace t, int x, int y, boolean waits) {
    t.add("divide", x, y);
    if (waits) {
      await(moment());
    }
    if (y == 0) {
      throw new Boom("division by zero");
    }
    t.add("quotient", x / y);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> loop_spawn_callback(Trace t) {
    IOLoop loop = IOLoop.current();
    loop.spawnCallback(() -> divide(t, 6, 2, true));
    loop.spawnCallback(() -> divide(t, 1, 0, false));
    loop.spawnCallback(() -> divide(t, 2, 0, true));
    t.add("spawned");
    await(sleep(ms(40)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> loop_add_future(Trace t) {
    IOLoop loop = IOLoop.current();
    Promise<String> f = new Promise<>();
    Future<String> g = Future.of("G");
    loop.addFuture(f, done -> t.add("f", done.result(), done == f));
    loop.addFuture(g, done -> t.add("g", done.result()));
    loop.addFuture(g, done -> {
      throw new Boom("add_future callback");
    });
    t.add("added");
    f.complete("F");
    t.add("set");
    await(sleep(ms(40)));
    return Future.of(null);
  }

  // ---- other threads --------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<String> loop_callback_from_thread(Trace t) throws InterruptedException {
    IOLoop loop = IOLoop.current();
    Thread loopThread = Thread.currentThread();
    Promise<String> all = new Promise<>();
    Thread other = new Thread(() -> {
      for (int i = 1; i <= 3; i++) {
        int number = i;
        loop.addCallback(() -> {
          t.add(number, "on loop thread", Thread.currentThread() == loopThread);
          if (number == 3) {
            all.complete("all");
          }
        });
      }
    });
    other.start();
    String result = await(all);
    other.join();
    return Future.of(result);
  }

  @Scenario(realTime = true)
  @Coroutine
  static Future<Void> loop_thread_wakes_idle_loop(Trace t) {
    IOLoop loop = IOLoop.current();
    Thread loopThread = Thread.currentThread();
    Promise<String> woken = new Promise<>();
    Timeout far = later(60_000, () -> t.add("far timer"));
    Deadline early = Deadline.after(ms(30_000));
    Thread other = new Thread(() -> {
      while (loopThread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      loop.addCallback(() -> woken.complete("woken"));
    });
    other.start();
    t.add(await(woken), "early", Deadline.now().compareTo(early) < 0);
    far.cancel();
    return Future.of(null);
  }

  // ---- channels -------------------------------------------------------------------------------

  private static String read(ReadableByteChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    channel.read(buffer);
    return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
  }

  @Scenario
  @Coroutine
  static Future<Void> loop_handler_read(Trace t) throws IOException {
    IOLoop loop = IOLoop.current();
    Pipe pipe = Pipe.open();
    Promise<Void> seenAll = new Promise<>();
    AtomicInteger events = new AtomicInteger();
    ChannelHandler handler = (channel, ready) -> {
      boolean isRead = ready == SelectionKey.OP_READ;
      t.add("event is READ", isRead, read(pipe.source(), 2)); // leaves the rest in the pipe
      if (events.incrementAndGet() == 3) {
        loop.removeHandler(channel);
        seenAll.complete(null);
      }
    };
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      loop.addHandler(source, handler, SelectionKey.OP_READ);
      try {
        loop.addHandler(source, handler, SelectionKey.OP_READ);
      } catch (IllegalArgumentException e) {
        t.add("added twice: refused");
      }
      sink.write(StandardCharsets.US_ASCII.encode("abcdefgh"));
      t.add("written");
      await(seenAll);
      await(sleep(ms(40)));
      loop.removeHandler(source);
      t.add("removed twice: no error");
    }
    return Future.of(null);
  }

  // ---- start and stop -------------------------------------------------------------------------

  @Scenario
  static void stop_before_start(Trace t) {
    IOLoop loop = IOLoop.current();
    loop.stop();
    loop.addCallback(() -> t.add("callback"));
    loop.start();
    t.add("first start returned");
    loop.addCallback(loop::stop);
    loop.start();
    t.add("second start returned");
  }

  @Scenario
  static void stop_finishes_iteration(Trace t) {
    IOLoop loop = IOLoop.current();
    loop.addCallback(() -> {
      t.add("one");
      loop.stop();
      loop.addCallback(() -> t.add("added after stop"));
    });
    loop.addCallback(() -> t.add("two"));
    loop.start();
    t.add("stopped");
    loop.addCallback(loop::stop);
    loop.start();
    t.add("stopped again");
  }
}
