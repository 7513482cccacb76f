package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Context variables; the rules G1 to G4. */
class ContextLocalTest {
  private static final ContextLocal<String> NAME = new ContextLocal<>("unset");
  private static final ContextLocal<Integer> NUMBER = new ContextLocal<>();

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
    assertEquals("unset", NAME.get(), "a test leaves nothing in its thread");
  }

  private void note(Object who) {
    trace.add(who + " " + NAME.get());
  }

  private Future<String> nameAfter(Future<?> awaited) {
    return HandCoroutine.call((self, step, value) -> step == 0 ? awaited : self.end(NAME.get()));
  }

  private void inThread(Runnable body) throws InterruptedException {
    Thread thread = new Thread(body);
    thread.start();
    thread.join();
  }

  // ---- the variable -----------------------------------------------------------------------------

  @Test
  void variable_that_was_not_set_has_its_initial_value() {
    assertEquals("unset", NAME.get());
    assertNull(NUMBER.get());
  }

  @Test
  void binding_sets_back_what_was_before() {
    try (ContextLocal.Binding outer = NAME.set("a")) {
      try (ContextLocal.Binding inner = NAME.set("b")) {
        trace.add(NAME.get() + (inner == outer));
      }
      trace.add(NAME.get());
    }
    trace.add(NAME.get());

    trace.assertEvents("bfalse", "a", "unset");
  }

  @Test
  void binding_that_is_closed_twice_changes_nothing() {
    ContextLocal.Binding outer = NAME.set("a");
    ContextLocal.Binding inner = NAME.set("b");
    inner.close();
    outer.close();

    inner.close();

    assertEquals("unset", NAME.get());
  }

  @Test
  void binding_leaves_other_variables_alone() {
    ContextLocal.Binding name = NAME.set("a");
    ContextLocal.Binding number = NUMBER.set(1);
    name.close();

    assertEquals(1, NUMBER.get());
    number.close();
    assertNull(NUMBER.get());
  }

  @Test
  void null_is_a_value() {
    NAME.runWith(null, () -> assertNull(NAME.get()));
  }

  @Test
  void scoped_value_ends_with_the_call() {
    String inside = NAME.callWith("a", () -> NAME.callWith("b", NAME::get) + NAME.get());

    assertEquals("ba", inside);
    assertEquals("unset", NAME.get());
  }

  @Test
  void what_is_set_inside_a_scoped_call_ends_with_it() {
    NAME.runWith("a", () -> {
      NAME.set("b");
      NUMBER.set(1);
    });

    assertEquals("unset", NAME.get());
    assertNull(NUMBER.get());
  }

  @Test
  void exception_leaves_a_scoped_call_as_it_is() {
    Boom boom = new Boom("inside");
    Callable<String> failing = () -> {
      throw boom;
    };

    Throwable thrown = assertThrows(Boom.class, () -> NAME.callWith("a", failing));

    assertSame(boom, thrown);
    assertEquals("unset", NAME.get());
  }

  @Test
  void text_shows_the_value() {
    assertEquals("ContextLocal[unset]", NAME.toString());
  }

  // ---- coroutines -------------------------------------------------------------------------------

  private Future<Void> child(String who) {
    return HandCoroutine.callInOwnContext((self, step, value) -> {
      if (step == 0) {
        note(who + " inherits");
        NAME.set(who);
        return Coroutines.moment();
      }
      note(who + " has");
      return step == 1 ? grandchild(who) : self.end(null);
    });
  }

  private Future<Void> grandchild(String who) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return Coroutines.moment();
      }
      note(who + " grandchild has");
      return self.end(null);
    });
  }

  /** The rules G1, G2; the scenario context_per_coroutine. */
  @Test
  void each_coroutine_sees_its_own_value() {
    loop.runSync(() -> HandCoroutine.callInOwnContext((self, step, value) -> {
      if (step == 0) {
        NAME.set("main");
        return Coroutines.multi(List.of(child("a"), child("b")));
      }
      note("main has");
      return self.end(null);
    }));

    trace.assertEvents(
        "a inherits main",
        "b inherits main",
        "a has a",
        "b has b",
        "a grandchild has a",
        "b grandchild has b",
        "a has a",
        "b has b",
        "main has main");
  }

  /** The rule G2. */
  @Test
  void value_that_is_set_after_a_suspension_is_kept_over_the_next() {
    String result = loop.<String>runSync(() -> HandCoroutine.call((self, step, value) -> {
      switch (step) {
        case 0:
          return Coroutines.moment();
        case 1:
          NAME.set("late");
          return Coroutines.moment();
        default:
          return self.end(NAME.get());
      }
    }));

    assertEquals("late", result);
  }

  /** The rule G2. */
  @Test
  void value_that_is_set_back_after_a_suspension_is_gone_after_the_next() {
    String result =
        loop.<String>runSync(() -> HandCoroutine.callInOwnContext((self, step, value) -> {
          ContextLocal.Binding[] binding = new ContextLocal.Binding[1];
          if (step == 0) {
            NUMBER.set(1);
            return Coroutines.moment();
          } else if (step == 1) {
            binding[0] = NAME.set("a");
            binding[0].close();
            return Coroutines.moment();
          }
          return self.end(NAME.get() + NUMBER.get());
        }));

    assertEquals("unset1", result);
  }

  /** The rule G2: whoever completes what it waits for. */
  @Test
  void completing_thread_does_not_change_what_a_coroutine_sees() {
    Promise<Void> awaited = new Promise<>();
    String result = loop.<String>runSync(() -> {
      Future<String> coroutine = NAME.callWith("own", () -> nameAfter(awaited));
      NAME.runWith("other", () -> loop.addCallback(() -> awaited.complete(null)));
      return coroutine;
    });

    assertEquals("own", result);
  }

  @Test
  void coroutine_without_a_value_does_not_see_that_of_the_code_that_completes() {
    Promise<Void> awaited = new Promise<>();
    Future<String> coroutine = nameAfter(awaited);

    NAME.runWith("other", () -> awaited.complete(null));

    assertEquals("unset", coroutine.result());
  }

  @Test
  void without_a_loop_a_coroutine_keeps_its_value_and_changes_that_of_nobody() throws Exception {
    Promise<Void> awaited = new Promise<>();
    Future<String> coroutine = NAME.callWith("own", () -> nameAfter(awaited));

    inThread(() -> NAME.runWith("other", () -> {
      awaited.complete(null);
      note("completing code has");
    }));

    assertEquals("own", coroutine.result());
    trace.assertEvents("completing code has other");
  }

  @Test
  void without_a_loop_each_of_several_waiters_has_its_own_value() {
    Promise<Void> awaited = new Promise<>();
    Future<String> plain = nameAfter(awaited);
    Future<String> a = NAME.callWith("a", () -> nameAfter(awaited));
    Future<String> b = NAME.callWith("b", () -> nameAfter(a));
    Future<String> last = nameAfter(b);

    awaited.complete(null);

    assertEquals(
        List.of("unset", "a", "b", "unset"),
        List.of(plain.result(), a.result(), b.result(), last.result()));
  }

  @Test
  void lazy_coroutine_sees_what_is_there_when_it_is_awaited_and_changes_nothing() {
    Awaitable<String> lazy = CoroutineFrame.lazy(() -> {
      String seen = NAME.get();
      NAME.set("changed");
      return Future.of(seen);
    });

    NAME.runWith("awaiting", () -> {
      assertEquals("awaiting", lazy.start().result());
      note("after");
    });

    trace.assertEvents("after awaiting");
  }

  @Test
  void generator_keeps_its_own_context_while_its_consumer_has_another() {
    AsyncIterator<String> names = NAME.callWith(
        "unused",
        () -> CoroutineFrame.generator(() -> {
          Object generator = CoroutineFrame.startedGenerator();
          return HandCoroutine.call((self, step, value) -> {
            switch (step) {
              case 0:
                NAME.set(NAME.get() + "!");
                return CoroutineFrame.emit(NAME.get(), generator);
              case 1:
                return CoroutineFrame.emit(NAME.get(), generator);
              default:
                return self.end(AsyncIterator.empty());
            }
          });
        }));
    loop.addCallback(() -> NAME.runWith("first", () -> {
      names.advance();
      note("consumer");
      trace.add(names.current());
    }));
    loop.addCallback(() -> NAME.runWith("second", () -> {
      names.advance();
      note("consumer");
      trace.add(names.current());
      loop.stop();
    }));

    loop.start();

    trace.assertEvents("consumer first", "first!", "consumer second", "first!");
  }

  // ---- loops ------------------------------------------------------------------------------------

  @Test
  void body_of_run_sync_sees_the_values_of_its_caller_who_does_not_see_its_changes() {
    NAME.runWith("caller", () -> {
      String seen = loop.<String>runSync(() -> {
        String before = NAME.get();
        NAME.set("changed");
        return Future.of(before);
      });
      trace.add(seen);
      note("caller");
    });

    trace.assertEvents("caller", "caller caller");
  }

  @Test
  void loop_does_not_run_in_the_context_of_the_code_that_starts_it() {
    loop.addCallback(() -> {
      note("callback");
      loop.stop();
    });

    NAME.runWith("starter", loop::start);

    trace.assertEvents("callback unset");
  }

  @Test
  void coroutine_that_began_before_its_loop_runs_keeps_its_value() {
    Promise<Void> awaited = new Promise<>();
    Future<String> coroutine;
    loop.makeCurrent();
    try {
      coroutine = NAME.callWith("early", () -> nameAfter(awaited));
    } finally {
      IOLoop.clearCurrent();
    }

    loop.addCallback(() -> awaited.complete(null));
    loop.runSync(() -> coroutine);

    assertEquals("early", coroutine.result());
  }

  @Test
  void clearing_the_current_loop_keeps_the_context() {
    NAME.runWith("kept", () -> {
      loop.makeCurrent();
      note("with a loop");
      IOLoop.clearCurrent();
      note("without");
    });

    trace.assertEvents("with a loop kept", "without kept");
  }

  @Test
  void what_a_callback_sets_ends_with_it() {
    loop.addCallback(() -> {
      NAME.set("first");
    });
    loop.addCallback(() -> {
      note("second");
      loop.stop();
    });

    loop.start();

    trace.assertEvents("second unset");
  }

  // ---- callbacks: the rule G3 -------------------------------------------------------------------

  @Test
  void callbacks_and_timers_run_in_the_context_of_the_code_that_adds_them() {
    Duration delay = Duration.ofMillis(1);
    loop.runSync(() -> {
      NAME.runWith("a", () -> {
        loop.addCallback(() -> note("callback"));
        loop.spawnCallback(() -> {
          note("spawned");
          return null;
        });
        loop.callLater(delay, () -> note("timer"));
        loop.callAt(Deadline.after(delay), () -> note("timer at"));
        Timeout.at(Deadline.after(delay), () -> note("timeout at"));
      });
      return Coroutines.sleep(Duration.ofMillis(2));
    });

    trace.assertEvents("callback a", "spawned a", "timer a", "timer at a", "timeout at a");
  }

  @Test
  void done_callbacks_run_in_the_context_of_the_code_that_adds_them() {
    Promise<Void> awaited = new Promise<>();
    loop.runSync(() -> {
      NAME.runWith("a", () -> awaited.addDoneCallback(done -> note("done callback")));
      NAME.runWith("b", () -> loop.addFuture(awaited, done -> note("add future")));
      NAME.runWith("c", () -> awaited.complete(null));
      return Coroutines.sleep(Duration.ofMillis(1));
    });

    trace.assertEvents("done callback a", "add future b");
  }

  @Test
  void done_callback_without_a_loop_runs_in_the_context_of_the_code_that_adds_it() {
    Promise<Void> awaited = new Promise<>();
    NAME.runWith("a", () -> awaited.addDoneCallback(done -> note("done callback")));

    awaited.complete(null);

    trace.assertEvents("done callback a");
  }

  @Test
  void periodic_callback_runs_in_the_context_of_its_start() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> {
          note("call");
          NAME.set("changed");
        },
        Duration.ofMillis(10));
    loop.runSync(() -> {
      NAME.runWith("starter", periodic::start);
      return Coroutines.sleep(Duration.ofMillis(25));
    });
    periodic.stop();

    trace.assertEvents("call starter", "call starter");
  }

  @Test
  void handler_of_a_channel_runs_in_the_context_of_the_code_that_adds_it() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.sink().write(ByteBuffer.allocate(1));
    NAME.runWith(
        "adder",
        () -> loop.addHandler(
            pipe.source(),
            (channel, ops) -> {
              note("handler");
              loop.stop();
            },
            SelectionKey.OP_READ));

    loop.start();
    loop.close(true);
    pipe.sink().close();

    trace.assertEvents("handler adder");
  }

  @Test
  void callback_from_another_thread_brings_the_context_of_that_thread() throws Exception {
    inThread(() -> NAME.runWith(
        "other",
        () -> loop.addCallback(() -> {
          note("callback");
          loop.stop();
        })));

    NAME.runWith("starter", loop::start);

    trace.assertEvents("callback other");
  }

  /** The rule G4. */
  @Test
  void function_in_an_executor_sees_no_values() {
    List<String> seen = new ArrayList<>();
    loop.runSync(() -> {
      NAME.set("loop");
      return loop.runInExecutor(null, () -> seen.add(NAME.get()));
    });

    assertEquals(List.of("unset"), seen);
  }
}
