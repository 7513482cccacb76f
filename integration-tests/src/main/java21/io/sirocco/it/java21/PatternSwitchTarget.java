package io.sirocco.it.java21;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
/** Switches over patterns. */
public final class PatternSwitchTarget {
  private PatternSwitchTarget() {}

  private sealed interface Shaped permits Circle, Square, Pair {}

  private record Circle(int radius) implements Shaped {}

  private record Square(int side) implements Shaped {}

  private record Pair(Shaped left, Shaped right) implements Shaped {}

  private record Sick(int value) {
    @Override
    public int value() {
      throw new IllegalStateException("sick");
    }
  }

  @Coroutine
  @Shape({165, 166})
  public static Future<String> guards_that_await() {
    String s = "";
    for (Object o : new Object[] {1, 2, 30, "text", "long text", 4L, null}) {
      s +=
          switch (o) {
            case null -> await(later("null"));
            case Integer i when await(later(i)) > 10 -> "big" + await(later(i));
            case Integer i when i == await(later(2)) -> "two";
            case Integer i -> "int" + i;
            case String t when t.length() > await(later(5)) && await(later(true)) -> t + await(later("!"));
            case String t -> t;
            default -> o + await(later("?"));
          };
      s += ";";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({167, 166})
  public static Future<String> record_patterns() {
    String s = "";
    Shaped[] shapes = {
      new Circle(1), new Square(2), new Pair(new Circle(3), new Square(4)), new Pair(new Square(5), new Square(6))
    };
    for (Shaped shape : shapes) {
      s +=
          switch (shape) {
            case Circle(int r) -> "c" + await(later(r));
            case Square(int side) when side == await(later(9)) -> "never";
            case Square(int side) -> "s" + side;
            case Pair(Circle(var r), Square(var side)) when await(later(r)) < side -> "p" + await(later(side)) + r;
            case Pair(Shaped l, Shaped r) -> await(later("pair")) + l + r;
          };
    }
    if (shapes[2] instanceof Pair(Circle(int a), Square b) && await(later(a)) == 3) {
      s += a + await(later(b)).side();
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(167)
  public static Future<String> failing_accessor() {
    Object o = new Sick(await(later(1)));
    try {
      return Future.of(
          switch (o) {
            case Sick(int v) -> "never" + await(later(v));
            default -> "default";
          });
    } catch (MatchException e) {
      return Future.of(e.getCause().getMessage() + await(later("!")));
    }
  }

  @Coroutine
  @Shape({166, 20})
  public static Future<String> pattern_switch_as_an_operand() {
    String s = "start";
    for (Object o : new Object[] {"a", 5}) {
      s =
          s.concat(
              switch (o) {
                case String t -> {
                  try {
                    yield await(Script.<String>failing(new IllegalStateException(t)));
                  } catch (IllegalStateException e) {
                    yield e.getMessage() + await(later(1));
                  }
                }
                case Integer i when i > await(later(3)) -> "i" + await(later(i));
                default -> "d";
              });
    }
    return Future.of(s);
  }
}
