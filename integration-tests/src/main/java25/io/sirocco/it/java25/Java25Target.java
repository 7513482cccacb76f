package io.sirocco.it.java25;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
/** What Java 22 to 25 added. */
public final class Java25Target {
  private Java25Target() {}

  private record Pair(Object left, Object right) {}

  private static class Base {
    final int value;

    Base(int value) {
      this.value = value;
    }
  }

  private static final class Checked extends Base {
    Checked(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("value is " + value);
      }
      super(value * 2);
    }
  }

  @Coroutine
  @Shape({25, 44})
  public static Future<Integer> statements_before_super() {
    int n = new Checked(await(later(4))).value;
    try {
      n += new Checked(await(later(-1))).value;
    } catch (IllegalArgumentException e) {
      n += await(later(100));
    }
    return Future.of(n);
  }

  @Coroutine
  @Shape({167, 126})
  public static Future<String> unnamed_variables() {
    String s = "";
    for (Object o : new Object[] {new Pair(1, "x"), new Pair("y", 2L), 3}) {
      s +=
          switch (o) {
            case Pair(Integer i, _) -> i + await(later("a"));
            case Pair(_, Long l) when l == await(later(2L)) -> await(later("b")) + l;
            case Pair _, Integer _ -> await(later("c"));
            default -> "d";
          };
    }
    for (var _ : new int[2]) {
      s += await(later("."));
    }
    try {
      await(failing(new IllegalStateException("x")));
    } catch (IllegalStateException _) {
      s += await(later("caught"));
    }
    return Future.of(s);
  }
}
