package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Futures without coroutines: outcomes, callbacks, cancelling, chaining. */
final class FutureScenarios {
  private FutureScenarios() {}

  // ---- outcomes -------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> future_result_before_done(Trace t) {
    Promise<Object> promise = new Promise<>();
    List<Consumer<Future<?>>> questions = List.of(f -> f.result(), f -> f.exception());
    for (Consumer<Future<?>> question : questions) {
      try {
        question.accept(promise);
      } catch (IllegalStateException e) {
        t.add(name(e));
      }
    }
    promise.fail(new Boom("now"));
    t.add("exception", name(promise.exception()));
    try {
      promise.result();
    } catch (Boom e) {
      t.add("result() throws", e.getMessage());
    }
    await(moment());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> future_set_twice(Trace t) {
    Promise<String> promise = new Promise<>();
    promise.complete("first");
    List<Runnable> again =
        List.of(() -> promise.complete("second"), () -> promise.fail(new Boom("second")));
    for (Runnable settingAgain : again) {
      try {
        settingAgain.run();
        t.add("accepted");
      } catch (IllegalStateException e) {
        t.add(name(e));
      }
    }
    t.add("result", promise.result(), "exception", promise.exception());
    await(moment());
    return Future.of(null);
  }

  private static void dropTwoFailures(Trace t) {
    Future.failed(new Boom("lost"));
    Future<Object> seen = Future.failed(new Boom("seen"));
    seen.exception();
    t.add("dropping both");
  }

  @Scenario(tracesUnretrieved = true)
  @Coroutine
  static Future<Void> future_never_retrieved_logged(Trace t) {
    dropTwoFailures(t);
    t.collectGarbageUntilLogged();
    await(sleep(ms(40)));
    t.add("end");
    return Future.of(null);
  }

  // ---- callbacks ------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> future_callbacks_run_on_loop(Trace t) {
    Promise<String> promise = new Promise<>();
    promise.addDoneCallback(f -> t.add("first", f.result(), f == promise));
    promise.addDoneCallback(f -> t.add("second"));
    t.add("done", promise.isDone());
    promise.complete("v");
    t.add("set, done", promise.isDone());
    await(moment());
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> future_callback_on_done_future(Trace t) {
    Future.of(1).addDoneCallback(f -> t.add("callback"));
    t.add("added");
    await(moment());
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> future_callback_failure_isolated(Trace t) {
    Promise<Integer> promise = new Promise<>();
    promise.addDoneCallback(f -> {
      t.add("bad");
      throw new Boom("in callback");
    });
    promise.addDoneCallback(f -> t.add("good"));
    promise.complete(1);
    t.add("set");
    await(moment());
    t.add("end");
    return Future.of(null);
  }

  // ---- cancelling -----------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> future_cancel_states(Trace t) {
    Promise<Integer> promise = new Promise<>();
    promise.addDoneCallback(f -> t.add("callback, cancelled", f.isCancelled()));
    t.add("cancel", promise.cancel(), "again", promise.cancel());
    t.add("done", promise.isDone(), "cancelled", promise.isCancelled());
    try {
      promise.result();
    } catch (CancellationException e) {
      t.add("result() throws", name(e));
    }
    try {
      promise.complete(1);
    } catch (IllegalStateException e) {
      t.add("set_result throws", name(e));
    }
    Future<Integer> done = Future.of(1);
    t.add("cancel finished", done.cancel(), done.isCancelled());
    await(moment());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> future_set_unless_cancelled(Trace t) {
    Promise<Integer> f = new Promise<>();
    Promise<Integer> g = new Promise<>();
    f.cancel();
    f.completeUnlessCancelled(1);
    g.completeUnlessCancelled(2);
    t.add("f cancelled", f.isCancelled(), "g", g.result());
    try {
      g.completeUnlessCancelled(3);
    } catch (IllegalStateException e) {
      t.add("still an error on a finished one");
    }
    await(moment());
    return Future.of(null);
  }

  @Coroutine
  private static Future<String> tenacious(Trace t, boolean fails) {
    try {
      t.add("start");
      await(sleep(ms(40)));
      t.add("goes on");
      if (fails) {
        throw new Boom("nobody waits");
      }
      return Future.of("dropped");
    } finally {
      t.add("finally");
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> cancel_coroutine_future(Trace t) {
    for (boolean fails : new boolean[] {false, true}) {
      Future<String> work = tenacious(t, fails);
      t.add("cancel", work.cancel());
      await(sleep(ms(80)));
      t.add("cancelled", work.isCancelled());
    }
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> catching(Trace t, Future<?> input) {
    try {
      await(input);
    } catch (CancellationException e) {
      t.add("caught");
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> cancelled_future_strands_decorated(Trace t) {
    Promise<Object> input = new Promise<>();
    Future<Void> waiter = catching(t, input);
    input.cancel();
    await(sleep(ms(40)));
    t.add("waiter done", waiter.isDone());
    return Future.of(null);
  }

  // ---- chaining -------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> chain_copies_outcome(Trace t) {
    Promise<String> a = new Promise<>();
    Promise<String> b = new Promise<>();
    Promise<String> c = new Promise<>();
    Promise<String> d = new Promise<>();
    Future.chain(a, b);
    Future.chain(c, d);
    a.complete("value");
    c.fail(new Boom("copied"));
    t.add("b", await(b));
    try {
      await(d);
    } catch (Boom e) {
      t.add("d", e.getMessage());
    }
    Promise<String> late = new Promise<>();
    Future.chain(a, late);
    t.add("from a finished one", late.isDone(), late.result());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> chain_keeps_finished_target(Trace t) {
    Promise<String> source = new Promise<>();
    Promise<String> b = new Promise<>();
    Promise<String> c = new Promise<>();
    Future.chain(source, b);
    Future.chain(source, c);
    b.complete("mine");
    c.cancel();
    source.fail(new Boom("ignored"));
    await(sleep(ms(40)));
    t.add("b", b.result(), "c cancelled", c.isCancelled());
    t.add("a", name(source.exception()));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> chain_from_cancelled(Trace t) {
    Promise<Object> source = new Promise<>();
    Promise<Object> target = new Promise<>();
    Future.chain(source, target);
    source.cancel();
    await(sleep(ms(40)));
    t.add("b done", target.isDone());
    return Future.of(null);
  }
}
