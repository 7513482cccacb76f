package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.util.function.Supplier;

/** Runs coroutines on a loop, completing what they wait for, and returns when they have ended. */
final class Driver {
  static final Integer ONE = 1;

  final Source source = new Source();
  private final IOLoop loop = new IOLoop();
  private final Runnable step = this::step;
  private Supplier<Future<Integer>> body;
  private Runnable complete;
  private Future<Integer> running;

  /** Completes one future of the source per iteration. */
  int suspending(Supplier<Future<Integer>> body) {
    return suspending(body, () -> source.pending.complete(ONE));
  }

  /** Calls {@code complete} in each iteration. */
  int suspending(Supplier<Future<Integer>> body, Runnable complete) {
    this.body = body;
    this.complete = complete;
    running = null;
    loop.addCallback(step);
    loop.start();
    return running.result();
  }

  private void step() {
    if (running == null) {
      running = body.get();
    } else if (running.isDone()) {
      loop.stop();
      return;
    }
    complete.run();
    loop.addCallback(step);
  }

  /** As {@link #suspending} without a loop. */
  int suspendingWithoutLoop(Supplier<Future<Integer>> body) {
    Future<Integer> running = body.get();
    while (!running.isDone()) {
      source.pending.complete(ONE);
    }
    return running.result();
  }

  /** Completes one future. */
  int deep(Promise<Integer> leaf, Supplier<Future<Integer>> body) {
    loop.addCallback(() -> {
      running = body.get();
      running.addDoneCallback(done -> loop.stop());
      leaf.complete(ONE);
    });
    loop.start();
    return running.result();
  }

  /** Completes nothing: the coroutines complete each other's futures. */
  int running(Supplier<Future<Integer>> body) {
    loop.addCallback(() -> {
      running = body.get();
      running.addDoneCallback(done -> loop.stop());
    });
    loop.start();
    return running.result();
  }

  /** Runs {@code start}, then what became ready in it, then {@code end}. */
  void twice(Runnable start, Runnable end) {
    loop.addCallback(() -> {
      start.run();
      loop.addCallback(() -> {
        end.run();
        loop.stop();
      });
    });
    loop.start();
  }
}
