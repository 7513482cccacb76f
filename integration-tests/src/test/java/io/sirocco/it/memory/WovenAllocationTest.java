package io.sirocco.it.memory;

import static io.sirocco.it.memory.Allocated.FUTURE;
import static io.sirocco.it.memory.Allocated.PROMISE;
import static io.sirocco.it.memory.Allocated.assertBytesPerTime;
import static io.sirocco.it.memory.Allocated.assertBytesPerTimeAbove;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How many bytes the hot paths of woven coroutines allocate. */
class WovenAllocationTest {
  private static final WovenTarget TARGET = new WovenTarget("AllocationTarget");

  private Promise<Integer> pending;
  private CompletableFuture<Integer> pendingStage;

  private Future<Integer> next() {
    pending = new Promise<>();
    return pending;
  }

  private CompletableFuture<Integer> nextStage() {
    pendingStage = new CompletableFuture<>();
    return pendingStage;
  }

  // ---- without being suspended ------------------------------------------------------------------

  @Test
  void await_of_a_done_future_allocates_nothing() {
    Future<Integer> done = Future.of(1);

    assertBytesPerTime(0, times -> TARGET.call("await_done", done, times));
  }

  @Test
  void call_allocates_nothing_but_the_future_that_it_returns() {
    assertBytesPerTime(FUTURE, times -> TARGET.call("call_child", times));
  }

  @Test
  void recursive_call_allocates_nothing_but_the_futures_that_are_returned() {
    int calls = 25; // of fibonacci(6), whose results are all among the numbers that exist already

    assertBytesPerTime(calls * FUTURE, times -> TARGET.call("call_fibonacci_of_6", times));
  }

  // ---- suspended --------------------------------------------------------------------------------

  @Test
  void suspension_without_a_loop_allocates_nothing_but_the_awaited_future() {
    TARGET.call("suspend_for_ever", (Supplier<?>) this::next);

    assertBytesPerTime(PROMISE, times -> {
      for (int i = 0; i < times; i++) {
        pending.complete(1);
      }
    });
  }

  @Test
  void suspension_on_a_loop_allocates_nothing_but_the_awaited_future() {
    try (IOLoop loop = new IOLoop()) {
      loop.makeCurrent();
      TARGET.call("suspend_for_ever", (Supplier<?>) this::next);

      assertBytesPerTime(PROMISE, times -> completeOn(loop, times));
    }
  }

  private void completeOn(IOLoop loop, int times) {
    int[] left = {times};
    loop.addCallback(new Runnable() {
      @Override
      public void run() {
        pending.complete(1);
        if (--left[0] == 0) {
          loop.stop();
        } else {
          loop.addCallback(this);
        }
      }
    });
    loop.start();
  }

  /** The stage itself, and what it needs for a callback, differ from JDK to JDK. */
  @Test
  void await_of_a_completable_future_allocates_one_object_beside_those_of_the_jdk() {
    int following = 16;
    BiConsumer<Object, Throwable> ignoring = (value, exception) -> {};
    TARGET.call("suspend_for_ever_on_a_stage", (Supplier<?>) this::nextStage);

    assertBytesPerTimeAbove(
        times -> {
          for (int i = 0; i < times; i++) {
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            stage.whenComplete(ignoring);
            stage.complete(1);
          }
        },
        following,
        times -> {
          for (int i = 0; i < times; i++) {
            pendingStage.complete(1);
          }
        });
  }

  @Test
  void wait_for_a_channel_takes_one_object_and_its_poll_nothing() throws IOException {
    int wait = 32;
    Pipe pipe = Pipe.open();
    try (IOLoop loop = new IOLoop();
        SelectableChannel channel = pipe.source();
        WritableByteChannel sink = pipe.sink()) {
      sink.write(ByteBuffer.wrap(new byte[1])); // and stays there
      assertBytesPerTime(
          wait, times -> loop.runSync(() -> TARGET.call("await_ready", loop, channel, times)));
    }
  }

  // ---- frames -----------------------------------------------------------------------------------

  @Test
  void frame_without_values_is_a_future_with_a_home_and_a_state() {
    assertBytesPerCoroutine(24, "start_many_that_keep_nothing");
  }

  /** The coroutine and the future that it awaits are 56 bytes. */
  @Test
  void frame_holds_an_int_a_long_and_a_reference_and_no_byte_more() {
    assertBytesPerCoroutine(40, "start_many_that_keep_int_long_and_reference");
  }

  @Test
  void frame_that_keeps_its_receiver_takes_the_next_multiple_of_eight() {
    assertBytesPerCoroutine(48, "start_many_that_keep_this_too");
  }

  /** Each waits for a future of its own. */
  private static void assertBytesPerCoroutine(long expected, String method) {
    assertBytesPerTime(PROMISE + expected, times -> TARGET.call(method, times));
  }

  @Test
  void coroutine_that_was_suspended_ends_without_another_object() {
    int frame = 32; // with an int
    int returned = FUTURE; // of the body

    assertBytesPerTime(
        PROMISE + frame + returned, times -> TARGET.call("start_and_complete", times));
  }
}
