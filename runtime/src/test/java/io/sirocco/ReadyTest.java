package io.sirocco;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link IOLoop#ready}: channels that coroutines wait for. */
class ReadyTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Trace trace = new Trace();
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    loop.close(true);
    pipe.source().close();
    pipe.sink().close();
  }

  private void writeByte() throws IOException {
    pipe.sink().write(ByteBuffer.wrap(new byte[] {7}));
  }

  private int readByte() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1);
    return pipe.source().read(buffer) == 1 ? buffer.get(0) : -1;
  }

  @Test
  void future_is_done_when_the_channel_is_ready() {
    int ops = loop.<Integer>runSync(() -> {
      Future<Integer> ready = loop.ready(pipe.source(), OP_READ);
      assertFalse(ready.isDone());
      writeByte();
      return ready;
    });

    assertEquals(OP_READ, ops);
  }

  @Test
  void one_of_several_operations_is_enough() throws IOException {
    try (Connection connection = new Connection()) {
      int ops = loop.<Integer>runSync(() -> loop.ready(connection.client, OP_READ | OP_WRITE));

      assertEquals(OP_WRITE, ops);
    }
  }

  /** 1 is found at its first poll. What a handler would do runs there; so does who waits. */
  @Test
  void who_waits_goes_on_behind_queued_callbacks_and_before_due_timers() throws IOException {
    writeByte();
    loop.addCallback(() -> {
      Future<Integer> ready = loop.ready(pipe.source(), OP_READ);
      HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return ready;
        }
        trace.add("ready");
        return self.end(null);
      });
      loop.addCallback(trace.adding("callback"));
      loop.callLater(Duration.ZERO, () -> {
        trace.add("timer");
        loop.stop();
      });
    });

    loop.start();

    trace.assertEvents("callback", "ready", "timer");
  }

  @Test
  void coroutine_waits_again_and_again() throws IOException {
    pipe.source().configureBlocking(false);
    int read = loop.<Integer>runSync(() -> {
      writeByte();
      int[] sum = {0};
      return HandCoroutine.call((self, step, value) -> {
        if (step > 0) {
          sum[0] += readByte();
          assertEquals(-1, readByte());
          if (step == 3) {
            return self.end(sum[0]);
          }
          loop.callLater(Duration.ofSeconds(1), (Runnable) this::writeUnchecked);
        }
        return loop.ready(pipe.source(), OP_READ);
      });
    });

    assertEquals(21, read);
  }

  private void writeUnchecked() {
    try {
      writeByte();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_came_while_nobody_waited_is_there() throws IOException {
    loop.runSync(() -> {
      writeByte();
      return Coroutines.multi(List.of(loop.ready(pipe.source(), OP_READ)));
    });

    loop.runSync(() -> Coroutines.sleep(Duration.ofSeconds(1))); // not called: nobody waits
    int again = loop.<Integer>runSync(() -> loop.ready(pipe.source(), OP_READ));

    assertEquals(OP_READ, again);
  }

  @Test
  void reading_and_writing_may_be_waited_for_by_two() throws IOException {
    try (Connection connection = new Connection()) {
      List<Integer> ops = loop.runSync(() -> {
        Future<Integer> reads = loop.ready(connection.client, OP_READ);
        Future<Integer> writes = loop.ready(connection.client, OP_WRITE);
        writes.addDoneCallback(done -> {
          trace.add(reads.isDone());
          connection.serverWrites();
        });
        return Coroutines.multi(List.of(reads, writes));
      });

      assertEquals(List.of(OP_READ, OP_WRITE), ops);
      trace.assertEvents(false);
    }
  }

  @Test
  void second_one_who_waits_for_the_same_is_refused() {
    loop.runSync(() -> {
      Future<Integer> first = loop.ready(pipe.source(), OP_READ);
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> loop.ready(pipe.source(), OP_READ));
      assertEquals("somebody waits for OP_READ already: " + pipe.source(), refused.getMessage());
      first.cancel();
      assertFalse(loop.ready(pipe.source(), OP_READ).isDone());
      return null;
    });
  }

  @Test
  void channel_has_a_handler_or_is_waited_for() {
    loop.addHandler(pipe.source(), (channel, ops) -> {}, OP_READ);
    assertThrows(IllegalStateException.class, () -> loop.ready(pipe.source(), OP_READ));
    loop.removeHandler(pipe.source());

    Future<Integer> ready = loop.ready(pipe.source(), OP_READ);
    IllegalArgumentException refused = assertThrows(
        IllegalArgumentException.class,
        () -> loop.addHandler(pipe.source(), (channel, ops) -> {}, OP_READ));
    assertEquals(
        "somebody waits for the channel to be ready: " + pipe.source(), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> loop.updateHandler(pipe.source(), OP_READ));
    ready.cancel();

    loop.addHandler(pipe.source(), (channel, ops) -> {}, OP_READ);
  }

  @Test
  void removed_channel_cancels_who_waits_and_can_be_blocking_again() throws IOException {
    Future<Integer> ready = loop.ready(pipe.source(), OP_READ);

    loop.removeHandler(pipe.source());
    loop.runSync(() -> Coroutines.sleep(Duration.ZERO));

    assertTrue(ready.isCancelled());
    pipe.source().configureBlocking(true);
  }

  @Test
  void closed_channel_fails_who_waits() throws IOException {
    Pipe other = Pipe.open();
    Future<Integer> otherReady = loop.ready(other.source(), OP_READ);

    assertThrows(
        ClosedChannelException.class,
        () -> loop.runSync(() -> {
          Future<Integer> ready = loop.ready(pipe.source(), OP_READ);
          pipe.source().close();
          return ready;
        }));

    assertFalse(otherReady.isDone());
    other.source().close();
    other.sink().close();
  }

  @Test
  void channel_that_another_thread_closes_fails_who_waits_when_the_loop_wakes_up() {
    Thread closer = new Thread(() -> {
      try {
        pipe.source().close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      loop.addCallback(() -> {});
    });

    assertThrows(
        ClosedChannelException.class,
        () -> loop.runSync(() -> {
          Future<Integer> ready = loop.ready(pipe.source(), OP_READ);
          closer.start();
          return ready;
        }));
  }

  @Test
  void channel_that_is_given_up_or_closed_or_gets_a_handler_is_forgotten() throws IOException {
    writeByte();
    loop.<Integer>runSync(() -> loop.ready(pipe.source(), OP_READ));
    assertTrue(loop.driver.channels().awaitedChannels.areAwaited());
    loop.addHandler(pipe.source(), (channel, ops) -> {}, 0);
    assertFalse(loop.driver.channels().awaitedChannels.areAwaited());

    loop.removeHandler(pipe.source());
    loop.<Integer>runSync(() -> loop.ready(pipe.source(), OP_READ));
    assertTrue(loop.driver.channels().awaitedChannels.areAwaited());
    loop.removeHandler(pipe.source());
    assertFalse(loop.driver.channels().awaitedChannels.areAwaited());

    loop.<Integer>runSync(() -> loop.ready(pipe.source(), OP_READ));
    pipe.source().close();
    loop.runSync(() -> Coroutines.sleep(Duration.ofSeconds(1)));
    assertFalse(loop.driver.channels().awaitedChannels.areAwaited());
  }

  @Test
  void channel_that_another_thread_closes_is_given_back_and_fails_who_waits_on_an_idle_loop()
      throws Exception {
    try (IOLoop idle = new IOLoop()) {
      Thread closer = new Thread(() -> {
        while (!idle.isAsleep()) {
          Thread.onSpinWait();
        }
        closeUnchecked();
      });

      assertThrows(
          ClosedChannelException.class,
          () -> idle.runSync(() -> {
            Future<Integer> ready = idle.ready(pipe.source(), OP_READ);
            closer.start();
            return ready;
          }));
      closer.join();
      assertFalse(pipe.source().isRegistered());
    }
  }

  private void closeUnchecked() {
    try {
      pipe.source().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void channel_that_is_removed_is_given_back_in_the_next_iteration_of_a_busy_loop() {
    List<Boolean> registered = new ArrayList<>();
    loop.runSync(() -> {
      loop.addHandler(pipe.source(), (channel, ops) -> {}, OP_READ);
      return HandCoroutine.call((self, step, value) -> {
        if (step == 1) {
          loop.removeHandler(pipe.source());
          pipe.source().close();
        }
        registered.add(pipe.source().isRegistered());
        return step < 2 ? Coroutines.moment() : self.end(null);
      });
    });

    assertEquals(List.of(true, true, false), registered);
  }

  @Test
  void channel_that_is_closed_by_who_has_read_it_is_given_back_in_the_next_iteration()
      throws IOException {
    writeByte();
    List<Boolean> registered = new ArrayList<>();
    loop.runSync(() -> HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return loop.ready(pipe.source(), OP_READ);
      }
      if (step == 1) {
        pipe.source().close();
      }
      registered.add(pipe.source().isRegistered());
      return step < 2 ? Coroutines.moment() : self.end(null);
    }));

    assertEquals(List.of(true, false), registered);
  }

  @Test
  void channel_that_is_removed_from_a_loop_that_does_not_run_is_given_back_at_once()
      throws IOException {
    loop.addHandler(pipe.source(), (channel, ops) -> {}, OP_READ);
    pipe.source().close();
    loop.runSync(() -> Future.of(null)); // a single iteration looks at the channels, too
    assertFalse(pipe.source().isRegistered());

    loop.addHandler(pipe.sink(), (channel, ops) -> {}, OP_WRITE);
    loop.removeHandler(pipe.sink());
    assertFalse(pipe.sink().isRegistered());
  }

  /** As if another thread had closed the channel between the poll and the look at what it found. */
  @Test
  void key_that_is_cancelled_since_the_poll_wakes_nobody_and_does_no_harm() throws IOException {
    pipe.source().configureBlocking(false);
    try (Selector selector = Selector.open()) {
      SelectionKey key = pipe.source().register(selector, OP_READ);
      AwaitedChannel awaited = new AwaitedChannel(loop, pipe.source());
      ChannelWait wait = new ChannelWait(awaited, OP_READ);
      awaited.add(wait);
      key.cancel();

      awaited.completeReady(key);
      assertFalse(wait.isDone());
      assertFalse(awaited.watch(key));
      awaited.failClosed();
      assertThrows(ClosedChannelException.class, wait::result);
    }
  }

  @Test
  void closed_channel_is_a_failed_future() throws IOException {
    pipe.source().close();

    Future<Integer> ready = loop.ready(pipe.source(), OP_READ);

    assertEquals(ClosedChannelException.class, ready.exception().getClass());
  }

  @Test
  void time_limit_ends_the_wait_and_frees_the_channel() throws IOException {
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> loop.ready(pipe.source(), OP_READ, Duration.ofSeconds(3))));
    assertEquals(3_000_000_000L, loop.time());

    writeByte();
    int ops = loop.<Integer>runSync(
        () -> loop.ready(pipe.source(), OP_READ, Deadline.after(Duration.ofSeconds(-1))));
    assertEquals(OP_READ, ops);
  }

  @Test
  void wait_with_null_for_its_limit_has_none() {
    loop.callLater(Duration.ofDays(365), this::writeUnchecked);
    int byDuration =
        loop.<Integer>runSync(() -> loop.ready(pipe.source(), OP_READ, (Duration) null));
    int byDeadline =
        loop.<Integer>runSync(() -> loop.ready(pipe.source(), OP_READ, (Deadline) null));

    assertEquals(List.of(OP_READ, OP_READ), List.of(byDuration, byDeadline));
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void timer_of_a_wait_ends_with_it() throws IOException {
    writeByte();
    loop.runSync(() -> loop.ready(pipe.source(), OP_READ, Duration.ofDays(1)));

    loop.runSync(() -> Coroutines.sleep(Duration.ofSeconds(1)));
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void cancelling_from_another_thread_frees_the_channel() throws Exception {
    Future<Integer> ready = loop.ready(pipe.source(), OP_READ);
    Thread canceller = new Thread(ready::cancel);
    loop.addCallback(canceller::start);

    loop.runSync(() -> {
      Promise<Void> ended = new Promise<>();
      ready.addDoneCallback(done -> ended.complete(null));
      return ended;
    });
    canceller.join();
    assertTrue(ready.isCancelled());

    writeByte();
    assertEquals(OP_READ, loop.<Integer>runSync(() -> loop.ready(pipe.source(), OP_READ)));
  }

  @Test
  void coroutine_of_a_cancelled_scope_gives_up_waiting() {
    List<Future<Integer>> waits = new ArrayList<>();
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> Scope.run(Duration.ofSeconds(1), scope -> {
          return HandCoroutine.call((self, step, value) -> {
            waits.add(loop.ready(pipe.source(), OP_READ));
            return waits.get(0);
          });
        })));

    assertTrue(waits.get(0).isCancelled());
    assertFalse(loop.ready(pipe.source(), OP_READ).isDone());
  }

  @Test
  void wrong_operations_are_refused() {
    assertEquals("no operation to wait for: ops is 0", refusalOf(0));
    assertEquals("the channel cannot do OP_WRITE: " + pipe.source(), refusalOf(OP_WRITE));
    assertEquals(
        "the channel cannot do OP_WRITE|OP_CONNECT|OP_ACCEPT|32: " + pipe.source(),
        refusalOf(OP_READ | OP_WRITE | OP_CONNECT | OP_ACCEPT | 32));
  }

  private String refusalOf(int ops) {
    return assertThrows(IllegalArgumentException.class, () -> loop.ready(pipe.source(), ops))
        .getMessage();
  }

  @Test
  void closed_loop_watches_no_channels() {
    loop.close();

    assertThrows(IllegalStateException.class, () -> loop.ready(pipe.source(), OP_READ));
    assertThrows(
        IllegalStateException.class,
        () -> loop.addHandler(pipe.source(), (channel, ops) -> {}, OP_READ));
  }

  @Test
  void other_threads_may_not_wait_on_a_running_loop() throws Exception {
    Promise<Throwable> refused = new Promise<>();
    Thread other = new Thread(() -> refused.complete(
        assertThrows(IllegalStateException.class, () -> loop.ready(pipe.source(), OP_READ))));
    loop.addCallback(other::start);

    Throwable exception = loop.runSync(() -> refused);

    other.join();
    assertEquals(
        "only the thread of the running loop may change its channels: use addCallback",
        exception.getMessage());
  }

  /** Two ends in this process. */
  private static final class Connection implements AutoCloseable {
    private final SocketChannel client;
    private final SocketChannel server;

    Connection() throws IOException {
      try (ServerSocketChannel listener = ServerSocketChannel.open()) {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open(listener.getLocalAddress());
        server = listener.accept();
      }
    }

    void serverWrites() {
      try {
        server.write(ByteBuffer.wrap(new byte[] {1}));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
