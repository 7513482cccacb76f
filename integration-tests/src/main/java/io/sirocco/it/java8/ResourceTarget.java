package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;

/** try-with-resources around and in front of awaits. */
public final class ResourceTarget {
  private ResourceTarget() {}

  private static final class Resource implements AutoCloseable {
    private final String name;
    private final boolean fails;

    Resource(String name, boolean fails) {
      this.name = name;
      this.fails = fails;
      step("open", name);
    }

    @Override
    public void close() {
      step("close", name);
      if (fails) {
        throw new IllegalStateException("closing " + name);
      }
    }
  }

  @Coroutine
  @Shape(53)
  public static Future<String> resources_are_closed_in_reverse_order() {
    String s = "";
    try (Resource a = new Resource("a", false);
        Resource b = new Resource("b", false)) {
      s += a.name + await(later(1)) + b.name + await(later(2));
      step("body", s);
    }
    return Future.of(s + await(later("end")));
  }

  @Coroutine
  @Shape(53)
  public static Future<String> exceptions_of_close_are_suppressed() {
    try (Resource a = new Resource("a", true);
        Resource b = new Resource("b", true)) {
      step("body", a.name, b.name, await(later(1)));
      await(failing(new IllegalArgumentException("body")));
    } catch (IllegalArgumentException e) {
      return Future.of(
          "caught " + e.getSuppressed().length + await(later(e.getSuppressed()[0].getMessage())));
    } finally {
      step("finally", await(later("f")));
    }
    return Future.of("never");
  }

  @Coroutine
  @Shape(53)
  public static Future<String> close_alone_fails() {
    try (Resource a = new Resource("a", true)) {
      step("body", a.name, await(later(1)));
    }
    return Future.of("never");
  }

  @Coroutine
  @Shape(54)
  public static Future<String> await_in_the_resource_expression() {
    String s = "";
    try (Resource a = await(later(new Resource("a", false)));
        Resource b = new Resource(await(later("b")), false);
        Resource none = await(Script.<Resource>later(null))) {
      s += a.name + b.name + none + await(later("!"));
    }
    try (Resource a = await(later(new Resource("c", false)));
        Resource b = await(Script.<Resource>failing(new IllegalStateException("cannot open")))) {
      s += "never" + a + b;
    } catch (IllegalStateException e) {
      s += e.getMessage();
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({53, 51})
  public static Future<String> leaving_a_loop_closes() {
    String s = "";
    for (int i = 0; i < 4; i++) {
      try (Resource r = new Resource("r" + i, false)) {
        if (i == 1) {
          continue;
        }
        s += await(later(r.name));
        if (i == 2) {
          return Future.of(s);
        }
      }
    }
    return Future.of("never");
  }
}
