package io.sirocco;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule L12. */
class ChannelTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Trace trace = new Trace();
  private final IOLoop loop = new IOLoop();
  private final Promise<Void> done = new Promise<>();
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

  private void write(String text) throws IOException {
    pipe.sink().write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }

  private String readTwo() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(2);
    pipe.source().read(buffer);
    return new String(buffer.array(), US_ASCII);
  }

  private void runUntilDone() {
    loop.runSync(() -> done);
  }

  private void writeInCallback() {
    try {
      write("ab");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each callback queues the next one, as coroutines do that go on and on. */
  private void callBackFor(int callbacks) {
    if (callbacks > 0) {
      loop.addCallback(() -> callBackFor(callbacks - 1));
    } else {
      trace.add("last callback");
      done.tryComplete(null);
    }
  }

  private void endWhenReadable() {
    loop.addHandler(
        pipe.source(),
        (channel, ops) -> {
          trace.add("ready");
          loop.removeHandler(pipe.source());
          done.tryComplete(null);
        },
        SelectionKey.OP_READ);
  }

  @Test
  void callbacks_without_end_do_not_keep_a_channel_waiting() throws IOException {
    endWhenReadable();
    loop.addCallback(this::writeInCallback);
    callBackFor(1_000);

    runUntilDone();

    trace.assertEvents("ready");
  }

  /** The system is asked about channels after some callbacks, not between any two of them. */
  @Test
  void a_few_callbacks_in_a_row_run_before_a_channel_is_looked_at() throws IOException {
    endWhenReadable();
    loop.addCallback(this::writeInCallback);
    callBackFor(100);

    runUntilDone();
    loop.runSync(() -> Coroutines.moment());

    trace.assertEvents("last callback", "ready");
  }

  @Test
  void a_single_iteration_looks_at_channels_although_callbacks_are_queued() throws IOException {
    endWhenReadable();
    write("ab");
    callBackFor(10);

    loop.stop();
    loop.start();

    trace.assertEvents("ready");
  }

  @Test
  void handler_is_called_while_the_channel_is_ready_until_it_is_removed() throws IOException {
    int[] calls = {0};
    loop.addHandler(
        pipe.source(),
        (channel, readyOps) -> {
          trace.add((channel == pipe.source()) + " " + readyOps + " " + readTwo());
          if (++calls[0] == 3) {
            loop.removeHandler(channel);
            done.complete(null);
          }
        },
        SelectionKey.OP_READ);
    write("abcdefgh");

    runUntilDone();
    loop.runSync(() -> Coroutines.sleep(Duration.ofMillis(1)));

    trace.assertEvents("true 1 ab", "true 1 cd", "true 1 ef");
  }

  @Test
  void sleeping_loop_wakes_up_for_a_channel() throws Exception {
    loop.addHandler(
        pipe.source(), (channel, readyOps) -> done.tryComplete(null), SelectionKey.OP_READ);
    Thread writer = new Thread(() -> {
      try {
        write("x");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    loop.addCallback(writer::start);

    runUntilDone();

    writer.join();
    assertTrue(done.isDone());
  }

  @Test
  void sleeping_loop_with_channels_wakes_up_for_a_callback_of_another_thread() throws Exception {
    loop.addHandler(pipe.source(), (channel, readyOps) -> {}, SelectionKey.OP_READ);
    Thread poster = new Thread(() -> loop.addCallback(() -> done.complete(null)));
    loop.addCallback(poster::start);

    runUntilDone();

    poster.join();
    assertTrue(done.isDone());
  }

  @Test
  void second_handler_of_a_channel_is_refused() {
    loop.addHandler(pipe.source(), (channel, readyOps) -> {}, SelectionKey.OP_READ);

    assertThrows(
        IllegalArgumentException.class,
        () -> loop.addHandler(pipe.source(), (channel, readyOps) -> {}, SelectionKey.OP_READ));
  }

  @Test
  void removing_an_unknown_or_closed_channel_is_harmless() throws IOException {
    loop.removeHandler(pipe.source());
    loop.addHandler(pipe.source(), (channel, readyOps) -> {}, SelectionKey.OP_READ);
    pipe.source().close();

    loop.removeHandler(pipe.source());
    loop.removeHandler(pipe.source());

    assertFalse(pipe.source().isOpen());
  }

  @Test
  void updating_an_unknown_channel_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> loop.updateHandler(pipe.source(), SelectionKey.OP_READ));
  }

  @Test
  void handler_without_interest_is_paused() throws IOException {
    write("ab");
    loop.addHandler(
        pipe.source(),
        (channel, readyOps) -> {
          trace.add(readTwo());
          done.complete(null);
        },
        0);
    loop.callLater(Duration.ofMillis(1), () -> {
      trace.add("paused");
      loop.updateHandler(pipe.source(), SelectionKey.OP_READ);
    });

    runUntilDone();

    trace.assertEvents("paused", "ab");
  }

  @Test
  void handler_removed_by_another_one_of_the_same_iteration_is_not_called() throws IOException {
    Pipe other = Pipe.open();
    write("x");
    other.sink().write(ByteBuffer.wrap(new byte[] {1}));
    ChannelHandler removesBoth = (channel, readyOps) -> {
      trace.add("called");
      loop.removeHandler(pipe.source());
      loop.removeHandler(other.source());
      loop.addCallback(() -> done.complete(null));
    };
    loop.addHandler(pipe.source(), removesBoth, SelectionKey.OP_READ);
    loop.addHandler(other.source(), removesBoth, SelectionKey.OP_READ);

    runUntilDone();

    trace.assertEvents("called");
    other.source().close();
    other.sink().close();
  }

  @Test
  void removed_channel_can_be_added_again_at_once() throws IOException {
    write("x");
    loop.addHandler(
        pipe.source(),
        (channel, readyOps) -> {
          trace.add("first");
          loop.removeHandler(channel);
          loop.addHandler(
              channel,
              (again, ops) -> {
                trace.add("second");
                loop.removeHandler(again);
                done.complete(null);
              },
              SelectionKey.OP_READ);
        },
        SelectionKey.OP_READ);

    runUntilDone();

    trace.assertEvents("first", "second");
  }

  @Test
  void exception_of_a_handler_is_logged_and_the_handler_stays() throws IOException {
    write("x");
    int[] calls = {0};
    loop.addHandler(
        pipe.source(),
        (channel, readyOps) -> {
          if (++calls[0] == 2) {
            loop.removeHandler(channel);
            done.complete(null);
            return;
          }
          throw new Boom("in handler");
        },
        SelectionKey.OP_READ);

    runUntilDone();

    assertEquals(2, calls[0]);
    log.assertLogged("Exception in callback [Boom in handler]");
  }

  @Test
  void ready_channels_come_after_queued_callbacks_and_before_due_timers() throws IOException {
    write("x");
    loop.addCallback(trace.adding("callback"));
    loop.callLater(Duration.ZERO, trace.adding("timer"));
    loop.addHandler(
        pipe.source(),
        (channel, readyOps) -> {
          trace.add("channel");
          loop.removeHandler(channel);
          done.complete(null);
        },
        SelectionKey.OP_READ);

    runUntilDone();

    trace.assertEvents("callback", "channel", "timer");
  }

  @Test
  void closing_the_loop_closes_its_channels_if_asked() {
    SelectableChannel channel = pipe.source();
    loop.addHandler(channel, (c, readyOps) -> {}, SelectionKey.OP_READ);

    loop.close(true);

    assertFalse(channel.isOpen());
    assertTrue(pipe.sink().isOpen());
  }

  @Test
  void other_threads_may_not_touch_the_channels_of_a_running_loop() throws Exception {
    Throwable[] refused = new Throwable[1];
    Thread other = new Thread(() -> {
      refused[0] =
          assertThrows(IllegalStateException.class, () -> loop.removeHandler(pipe.source()));
      loop.addCallback(() -> done.complete(null));
    });
    loop.addCallback(other::start);

    runUntilDone();

    other.join();
    assertEquals(
        "only the thread of the running loop may change its channels: use addCallback",
        refused[0].getMessage());
  }
}
