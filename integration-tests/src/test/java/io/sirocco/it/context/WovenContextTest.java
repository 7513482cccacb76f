package io.sirocco.it.context;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.emit;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.AsyncIterator;
import io.sirocco.Awaitable;
import io.sirocco.ContextLocal;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Context variables in woven code. */
class WovenContextTest {
  private static final ContextLocal<String> NAME = new ContextLocal<>("unset");

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final List<String> trace = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Coroutine
  private Future<Void> child(String who) {
    trace.add(who + " inherits " + NAME.get());
    NAME.set(who);
    await(moment());
    trace.add(who + " has " + NAME.get());
    await(grandchild(who));
    return Future.of(null);
  }

  @Coroutine
  private Future<Void> grandchild(String who) {
    await(moment());
    trace.add(who + " grandchild has " + NAME.get());
    return Future.of(null);
  }

  @Coroutine
  private Future<Void> family() {
    NAME.set("main");
    await(multi(List.of(child("a"), child("b"))));
    trace.add("main has " + NAME.get());
    return Future.of(null);
  }

  /** The rules G1, G2; the trace of the scenario context_per_coroutine. */
  @Test
  void each_coroutine_sees_its_own_value() {
    loop.runSync(this::family);

    assertEquals(
        List.of(
            "a inherits main",
            "b inherits main",
            "a has a",
            "b has b",
            "a grandchild has a",
            "b grandchild has b",
            "main has main"),
        trace);
  }

  @Coroutine
  private static Future<String> nameAfter(int millis) {
    await(sleep(Duration.ofMillis(millis)));
    return Future.of(NAME.get());
  }

  @Test
  void scoped_value_stays_with_a_coroutine_that_is_called_in_it() {
    List<String> names = loop.runSync(() -> {
      Future<String> slow = NAME.callWith("slow", () -> nameAfter(20));
      Future<String> quick = NAME.callWith("quick", () -> {
        await(sleep(Duration.ofMillis(1)));
        return nameAfter(10);
      });
      return multi(List.of(slow, quick, nameAfter(1)));
    });

    assertEquals(List.of("slow", "quick", "unset"), names);
  }

  @Coroutine
  private Awaitable<String> lazily() {
    String inherited = NAME.get();
    NAME.set("lazy");
    await(moment());
    return Future.of(inherited + " " + NAME.get());
  }

  @Coroutine
  private AsyncIterator<String> names() {
    NAME.set("generator");
    for (int i = 0; i < 2; i++) {
      emit(NAME.get() + i);
    }
    return AsyncIterator.empty();
  }

  @Coroutine
  private Future<Void> consume() {
    Awaitable<String> lazy = lazily();
    NAME.set("consumer");
    trace.add(await(lazy) + " " + NAME.get());
    AsyncIterator<String> names = names();
    while (await(names.advance())) {
      trace.add(names.current() + " " + NAME.get());
      NAME.set(NAME.get() + "!");
    }
    return Future.of(null);
  }

  @Test
  void lazy_coroutines_and_generators_have_contexts_of_their_own() {
    loop.runSync(this::consume);

    assertEquals(
        List.of("consumer lazy consumer", "generator0 consumer", "generator1 consumer!"), trace);
  }
}
