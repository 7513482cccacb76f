package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.internal.Surroundings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What a loop tells a test that simulates everything around it. */
class SurroundingsTest {
  /** Writes down what it is told; jobs are run by hand. */
  private static class Simulated implements TimeSource, Surroundings {
    final ManualTimeSource clock = new ManualTimeSource();
    final List<String> iterations = new ArrayList<>();
    final List<java.util.concurrent.Future<?>> outside = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();
    Runnable atRest = () -> {};
    Runnable inIteration = () -> {};
    int rests;

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public boolean skipTo(long deadlineNanos) {
      return clock.skipTo(deadlineNanos);
    }

    @Override
    public void beginIteration(boolean isIdle, long nextDeadlineNanos) {
      String next = nextDeadlineNanos == Long.MAX_VALUE ? "none" : nextDeadlineNanos + " ns";
      iterations.add((isIdle ? "idle" : "busy") + ", next timer: " + next);
      inIteration.run();
    }

    @Override
    public void arrange(List<?> found) {
      Collections.reverse(found);
    }

    @Override
    public boolean isAtRest(boolean hasChannels) {
      rests++;
      atRest.run();
      return true;
    }

    @Override
    public void waitsFor(java.util.concurrent.Future<?> awaited) {
      outside.add(awaited);
    }

    @Override
    public void hasFailed(Failure failure) {
      failures.add(failure);
    }
  }

  private final Simulated world = new Simulated();
  private final IOLoop loop = new IOLoop(world);

  @Test
  void each_iteration_says_what_the_loop_has_to_do() {
    loop.runSync(() -> Coroutines.sleep(Duration.ofNanos(7)));

    assertEquals(
        List.of("busy, next timer: none", "idle, next timer: 7 ns", "busy, next timer: none"),
        world.iterations);
  }

  @Test
  void what_is_handed_over_before_an_iteration_belongs_to_it() {
    List<String> ran = new ArrayList<>();
    Promise<Void> end = new Promise<>();
    world.inIteration = () -> {
      if (world.iterations.size() == 2) {
        loop.addCallback(() -> ran.add("in iteration " + world.iterations.size()));
        end.complete(null);
      }
    };

    loop.runSync(() -> end);

    assertEquals(List.of("in iteration 2"), ran);
  }

  @Test
  void loop_that_would_sleep_for_ever_says_so_and_goes_on_if_it_gets_something_to_do() {
    Promise<String> promise = new Promise<>();
    world.atRest = () -> promise.complete("woken");

    assertEquals("woken", loop.<String>runSync(() -> promise));
    assertEquals(1, world.rests);
  }

  @Test
  void ready_channels_are_handled_in_the_order_that_it_says() throws IOException {
    Pipe first = Pipe.open();
    Pipe second = Pipe.open();
    List<String> usual = handled(new IOLoop(), first, second);
    List<String> reversed = handled(loop, first, second);

    Collections.reverse(reversed);
    assertEquals(usual, reversed);
  }

  private static List<String> handled(IOLoop loop, Pipe... pipes) throws IOException {
    List<String> names = new ArrayList<>();
    for (Pipe pipe : pipes) {
      pipe.sink().write(ByteBuffer.allocate(1));
      String name = "pipe " + List.of(pipes).indexOf(pipe);
      loop.addHandler(pipe.source(), (channel, ops) -> names.add(name), SelectionKey.OP_READ);
    }
    loop.stop();
    loop.start();
    loop.close();
    return names;
  }

  @Test
  void it_hears_of_everything_that_another_thread_may_end() {
    Executor never = job -> {};
    CompletableFuture<String> stage = new CompletableFuture<>();
    FutureTask<String> plain = new FutureTask<>(() -> "done");
    loop.makeCurrent();

    Future<String> job = loop.runInExecutor(never, () -> "done");
    Future<String> followed = Future.from(stage);
    Future<String> waited = Coroutines.convertYielded(plain);
    Future<String> called = Coroutines.task(callback -> {});
    Future<Boolean> published = AsyncIterator.from(subscriber -> {}).advance();
    Future.from(CompletableFuture.completedFuture("done"));
    IOLoop.clearCurrent();
    Future.from(stage);
    plain.run();

    assertEquals(List.of(job, followed, waited, called, published), world.outside);
  }

  @Test
  void it_hears_of_failures_and_whether_somebody_has_asked_for_them() {
    Boom boom = new Boom("seen");
    loop.makeCurrent();
    Future<Void> asked = Future.failed(boom);
    Future.failed(new Boom("unseen"));
    IOLoop.clearCurrent();

    assertSame(boom, asked.exception());
    assertTrue(world.failures.get(0).isSeen());
    assertFalse(world.failures.get(1).isSeen());
    assertEquals("unseen", world.failures.get(1).see().getMessage());
    assertTrue(world.failures.get(1).isSeen());
    assertEquals(2, world.failures.size());
  }

  @Test
  void it_hears_of_the_failure_of_a_job_when_that_arrives_at_the_loop() {
    loop.runInExecutor(Runnable::run, () -> {
      throw new Boom("job");
    });

    assertEquals(0, world.failures.size());
    loop.stop();
    loop.start();
    assertEquals("job", world.failures.get(0).see().getMessage());
  }
}
