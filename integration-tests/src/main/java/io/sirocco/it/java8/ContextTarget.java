package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.ContextLocal;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;

/**
 * Context variables that are set and read between awaits. Each case sets back what it has set, because the
 * oracle runs it as an ordinary method.
 */
public final class ContextTarget {
  private static final ContextLocal<String> NAME = new ContextLocal<>("unset");

  private ContextTarget() {}

  @Coroutine
  @Shape({})
  public static Future<String> value_changes_in_a_loop() {
    String seen = NAME.get();
    try (ContextLocal.Binding before = NAME.set("start")) {
      for (int i = 0; i < 3; i++) {
        seen += NAME.get() + await(later(i));
        NAME.set("round " + i);
        step(await(later("next")), NAME.get());
      }
      step("inside", before != null);
    }
    return Future.of(await(later("end")) + seen + NAME.get());
  }

  @Coroutine
  @Shape({})
  public static Future<String> bindings_in_nested_try_statements() {
    try (ContextLocal.Binding outer = NAME.set("outer")) {
      try (ContextLocal.Binding inner = NAME.set("inner")) {
        step(await(later("in")), NAME.get(), inner == outer);
        await(failing(new IllegalStateException("thrown")));
      } catch (IllegalStateException e) {
        step(e.getMessage(), NAME.get());
      } finally {
        step(await(later("finally")), NAME.get());
      }
      step("still", NAME.get());
    }
    return Future.of(await(later("after")) + NAME.get());
  }

  @Coroutine
  @Shape({})
  public static Future<String> scoped_value_between_awaits() {
    String first = NAME.callWith("scoped", NAME::get) + await(later(1));
    String second = NAME.callWith("again", NAME::get) + await(later(2));
    return Future.of(first + second + NAME.get());
  }
}
