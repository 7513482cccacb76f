package io.sirocco.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Awaitable;
import io.sirocco.CoroutineFrame;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.Return;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The contract between generated code and the runtime: what the transformer makes of the coroutine
 * below, written by hand. In another package than the runtime, because generated code is, too.
 *
 * <pre>{@code
 * @Coroutine Future<Integer> sum(List<String> keys, StringBuilder log) {
 *   int total = 0;
 *   try {
 *     for (String k : keys) total += weight(k) * await(fetch(k));
 *   } finally { log.append("F"); }
 *   return Future.of(total);
 * }
 * }</pre>
 *
 * <p>At the await, {@code total} and {@code weight(k)} wait on the operand stack. Live after it are
 * those two, {@code this}, {@code log} and the iterator.
 */
class HandWrittenCoroutineTest {
  private final Queue<Future<Integer>> fetched = new ArrayDeque<>(); // what fetch will return

  private Future<Integer> fetch(String key) {
    return fetched.remove();
  }

  private int weight(String key) {
    return key.length();
  }

  // ---- what the transformer makes: the original method ----------------------------------------

  /** Signature, annotations and straight-line code are untouched: no frame while all is ready. */
  private Future<Integer> sum(List<String> keys, StringBuilder log) {
    Sum frame;
    Future<?> pending;
    try {
      suspended:
      {
        int total = 0;
        try {
          Iterator<String> it = keys.iterator();
          while (it.hasNext()) {
            String k = it.next();
            int s0 = total; // the operand stack at the await
            int s1 = weight(k);
            Future<Integer> awaited = fetch(k);
            Object outcome = CoroutineFrame.poll(awaited);
            if (outcome
                == null) { // the stub, out of line: allocation and spills inside the user's range
              frame = new Sum();
              frame.self = this;
              frame.log = log;
              frame.it = it;
              frame.i0 = s0;
              frame.i1 = s1;
              frame.state = 1;
              pending = awaited;
              break suspended; // leaves the try without its finally: a goto in bytecode
            }
            total = s0 + s1 * (Integer) CoroutineFrame.take(awaited, outcome);
          }
        } catch (Throwable t) {
          log.append("F");
          throw t;
        }
        log.append("F");
        return CoroutineFrame.returned(Future.of(total));
      }
    } catch (Throwable t) { // the last row of the exception table
      return CoroutineFrame.failed(t);
    }
    return frame.park(
        pending); // outside all ranges; never throws; nothing of the frame is used after it
  }

  // ---- the frame class ------------------------------------------------------------------------

  /** One typed field per value that lives across the await. It is the future that the caller got. */
  private static final class Sum extends CoroutineFrame<Integer> {
    private HandWrittenCoroutineTest self;
    private StringBuilder log;
    private Iterator<String> it;
    private int i0;
    private int i1;

    @Override
    protected void resume(Object outcome) throws Throwable {
      self.resumeSum(this, outcome);
    }

    @Override
    protected void clear() {
      self = null;
      log = null;
      it = null;
    }
  }

  // ---- the resume method, in the class of the original ----------------------------------------

  /** Only what is reachable from the await. Restores first, then enters the loop at its header. */
  private void resumeSum(Sum frame, Object outcome) throws Throwable {
    if (frame.state != 1) { // a tableswitch
      throw CoroutineFrame.unknownState(frame);
    }
    StringBuilder log = frame.log;
    Iterator<String> it = frame.it;
    int total;
    Future<?> pending;
    suspended:
    {
      try {
        total = frame.i0 + frame.i1 * (Integer) CoroutineFrame.take(null, outcome); // peeled tail
        while (it.hasNext()) {
          String k = it.next();
          int s0 = total;
          int s1 = weight(k);
          Future<Integer> awaited = fetch(k);
          outcome = CoroutineFrame.poll(awaited);
          if (outcome == null) {
            frame.i0 = s0; // only what changed; state, log and it are still there
            frame.i1 = s1;
            pending = awaited;
            break suspended;
          }
          total = s0 + s1 * (Integer) CoroutineFrame.take(awaited, outcome);
        }
      } catch (Throwable t) {
        log.append("F");
        throw t; // fails the frame: the runtime catches it
      }
      log.append("F");
      CoroutineFrame.finish(Future.of(total), frame);
      return;
    }
    frame.parkAgain(pending);
  }

  // ---- what it does ---------------------------------------------------------------------------

  private final StringBuilder log = new StringBuilder();

  @Test
  void ready_futures_need_no_frame() {
    fetched.addAll(List.of(Future.of(10), Future.of(4)));

    Future<Integer> sum = sum(List.of("abc", "abc"), log);

    assertTrue(sum.isDone());
    assertFalse(sum instanceof CoroutineFrame);
    assertEquals(42, sum.result());
    assertEquals("F", log.toString());
  }

  @Test
  void one_frame_serves_all_suspensions_and_forgets_its_values_at_the_end() {
    Promise<Integer> first = new Promise<>();
    Promise<Integer> second = new Promise<>();
    fetched.addAll(List.of(first, Future.of(1), second));

    Future<Integer> sum = sum(List.of("abc", "ab", "abcd"), log);
    Sum frame = (Sum) sum;
    first.complete(10);
    assertFalse(sum.isDone());
    assertNotNull(frame.it);
    second.complete(5);

    assertEquals(52, sum.result());
    assertEquals("F", log.toString());
    assertNull(frame.self);
    assertNull(frame.it);
  }

  @Test
  void failure_is_thrown_at_the_await_and_the_finally_block_runs_once() {
    Promise<Integer> pending = new Promise<>();
    Exception failure = new Exception("original");
    fetched.add(pending);

    Future<Integer> sum = sum(List.of("abc"), log);
    pending.fail(failure);

    assertSame(failure, sum.exception());
    assertEquals("F", log.toString());
  }

  @Test
  void exception_before_the_first_suspension_fails_the_future_instead_of_the_call() {
    Exception failure = new Exception("original");
    fetched.add(Future.failed(failure));

    Future<Integer> sum = sum(List.of("abc"), log);

    assertSame(failure, sum.exception());
    assertEquals("F", log.toString());
  }

  @Test
  void coroutine_of_a_loop_goes_on_in_the_iteration_after_the_completion() {
    Promise<Integer> pending = new Promise<>();
    fetched.add(pending);
    List<String> trace = new ArrayList<>();
    try (IOLoop loop = new IOLoop()) {
      int value = loop.runSync(() -> {
        Future<Integer> sum = sum(List.of("abc"), log);
        loop.addCallback(() -> {
          pending.complete(14);
          trace.add("completed, finally ran: " + log);
        });
        return sum;
      });

      assertEquals(42, value);
    }
    assertEquals(List.of("completed, finally ran: "), trace);
    assertEquals("F", log.toString());
  }

  // ---- other edges of the contract ------------------------------------------------------------

  /** A frame with a body of one step. */
  private static final class Frame<T> extends CoroutineFrame<T> {
    private final Body body;

    Frame(Body body) {
      this.body = body;
      this.state = 1;
    }

    interface Body {
      void resume(CoroutineFrame<?> frame, Object outcome) throws Throwable;
    }

    @Override
    protected void resume(Object outcome) throws Throwable {
      body.resume(this, outcome);
    }
  }

  @Test
  void returned_future_that_is_pending_is_followed() {
    Promise<Integer> pending = new Promise<>();
    Promise<Integer> inner = new Promise<>();
    Future<Integer> outer =
        new Frame<Integer>((frame, outcome) -> CoroutineFrame.finish(inner, frame)).park(pending);

    pending.complete(0);
    assertFalse(outer.isDone());
    inner.complete(7);

    assertEquals(7, outer.result());
  }

  @Test
  void returned_stage_is_followed() {
    Promise<Integer> pending = new Promise<>();
    CompletableFuture<Integer> inner = new CompletableFuture<>();
    CompletableFuture<Integer> outer = new Frame<Integer>(
            (frame, outcome) -> CoroutineFrame.finish(inner, frame))
        .parkCompletable(pending);

    pending.complete(0);
    inner.complete(7);

    assertEquals(7, outer.join());
  }

  @Test
  void return_thrown_ends_the_coroutine_with_its_value() {
    Promise<Integer> pending = new Promise<>();
    Future<Integer> outer = new Frame<Integer>((frame, outcome) -> {
          throw new Return(7);
        })
        .park(pending);

    pending.complete(0);

    assertEquals(7, outer.result());
    assertEquals(8, CoroutineFrame.failed(new Return(8)).result());
  }

  @Test
  void coroutine_that_returns_null_fails() {
    Promise<Integer> pending = new Promise<>();
    Future<Integer> outer = new Frame<Integer>(
            (frame, outcome) -> CoroutineFrame.finish((Future<?>) null, frame))
        .park(pending);

    pending.complete(0);

    String message = "a coroutine returned null instead of a future: write return Future.of(null)";
    assertEquals(message, outer.exception().getMessage());
    assertEquals(
        message, CoroutineFrame.returned((Future<Integer>) null).exception().getMessage());
  }

  @Test
  void lazy_coroutine_begins_when_it_is_awaited_and_only_once() {
    List<String> trace = new ArrayList<>();
    Awaitable<Integer> lazy = CoroutineFrame.lazy(() -> {
      trace.add("begun");
      return Future.of(7);
    });
    trace.add("called");

    assertEquals(7, CoroutineFrame.future(lazy).result());
    assertEquals(List.of("called", "begun"), trace);
    IllegalStateException again = assertThrows(IllegalStateException.class, lazy::start);
    assertEquals(
        "cannot reuse already awaited coroutine: call the method again for a new run",
        again.getMessage());
  }
}
