package io.sirocco.it.java17;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.util.List;

/** Records, enums, sealed types, patterns of instanceof and text blocks. */
public final class RecordTarget {
  private RecordTarget() {}

  private record Point(int x, long y) {
    Point {
      if (x < 0) {
        throw new IllegalArgumentException("x is " + x);
      }
    }

    @Coroutine
    Future<Point> moved(int by) {
      return Future.of(new Point(x + await(later(by)), y + await(later((long) by))));
    }

    @Coroutine
    static Future<Point> origin() {
      return Future.of(new Point(await(later(0)), await(later(0L))));
    }
  }

  @Coroutine
  @Shape({41, 205})
  public static Future<String> record_made_of_awaited_values() {
    Point p = await(Point.origin());
    Point q = await(p.moved(3));
    String s = p + " " + q + q.equals(new Point(await(later(3)), 3L))
        + (q.hashCode() == new Point(3, 3).hashCode());
    try {
      s += await(q.moved(-5));
    } catch (IllegalArgumentException e) {
      s += e.getMessage();
    }
    return Future.of(s);
  }

  private enum Operation {
    ADD {
      @Override
      @Coroutine
      Future<Integer> apply(int a, int b) {
        return Future.of(a + await(later(b)));
      }
    },
    MULTIPLY {
      @Override
      @Coroutine
      Future<Integer> apply(int a, int b) {
        int product = 0;
        for (int i = 0; i < b; i++) {
          product += await(ADD.apply(a, 0));
        }
        return Future.of(product);
      }
    };

    @Coroutine
    abstract Future<Integer> apply(int a, int b);

    @Coroutine
    Future<String> described() {
      return Future.of(name() + ordinal() + await(apply(await(later(3)), 4)));
    }
  }

  @Coroutine
  @Shape({205, 206})
  public static Future<String> enum_with_coroutines() {
    String s = "";
    for (Operation operation : Operation.values()) {
      s += await(operation.described()) + " ";
    }
    return Future.of(s);
  }

  private sealed interface Shaped permits Circle, Square {
    @Coroutine
    default Future<Double> area() {
      double factor = await(later(2.0));
      if (this instanceof Circle c && c.radius() > await(later(0.0))) {
        return Future.of(c.radius() * factor);
      }
      return Future.of(this instanceof Square s ? s.side() * await(later(s.side())) : -1.0);
    }
  }

  private record Circle(double radius) implements Shaped {}

  private record Square(double side) implements Shaped {}

  @Coroutine
  @Shape({205, 228, 200})
  public static Future<String> sealed_interface() {
    String s = "";
    for (Shaped each : List.of(new Circle(1.5), new Square(2.5), new Circle(0))) {
      s += await(each.area()) + " " + each;
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({136, 228})
  public static Future<String> patterns_of_instanceof() {
    String s = "";
    for (Object o : new Object[] {"text", 5, 6L, null, new int[] {7}}) {
      if (o instanceof String t && await(later(t.length())) == 4) {
        s += t + await(later("!"));
      } else if (!(o instanceof Integer i)) {
        s += o instanceof Long l ? l + await(later(1L)) : "other" + await(later("?"));
      } else {
        s += i * await(later(2));
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(229)
  public static Future<String> local_record_enum_and_interface() {
    record Entry(String key, int value) {
      @Coroutine
      Future<String> shown() {
        return Future.of(key + await(later("=")) + value);
      }
    }
    enum Kind {
      ONE,
      TWO
    }
    interface Maker {
      Future<Entry> make(String key);
    }
    Maker maker = key -> Future.of(new Entry(key, await(later(Kind.TWO)).ordinal()));
    return Future.of(await(await(maker.make("k")).shown()) + await(later(Kind.ONE)));
  }

  @Coroutine
  @Shape(223)
  public static Future<String> text_block() {
    String s = """
        one %s
          two \
        """.formatted(await(later("x")));
    return Future.of(s + """
        three""" + await(later(3)));
  }

  @Coroutine
  @Shape(240)
  public static strictfp Future<Double> strict_floating_point() {
    double d = 1e308;
    return Future.of(d * await(later(10.0)) / 10);
  }
}
