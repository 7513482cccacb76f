package io.sirocco.it.programs;

import io.sirocco.AsyncIterator;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shown;
import io.sirocco.it.support.Trace;
import java.util.function.Function;
import java.util.function.Supplier;

/** What made-up programs are made of. */
public final class Pieces {
  private static final int ITERATIONS_AND_CALLS = 60;

  private static volatile Script fuelledFor;
  private static volatile int fuel;

  private Pieces() {}

  /** Keeps programs short: false when the run has used up its iterations and calls. */
  public static synchronized boolean fuel() {
    if (fuelledFor != Script.current()) {
      fuelledFor = Script.current();
      fuel = ITERATIONS_AND_CALLS;
    }
    return fuel-- > 0;
  }

  /** Takes values of all categories. */
  public static String mix(int a, long b, double c, String d, Object e) {
    Trace.step("mix", a, b, c, d, e);
    return d + a + b + c;
  }

  public static long sum(int a, long b, int c) {
    return a * 31L + b * 7 + c;
  }

  public static int choose(boolean which, int a, int b) {
    Trace.step("choose", which, a, b);
    return which ? a : b;
  }

  public static boolean flip(Object before, boolean value) {
    Trace.step("flip", before);
    return !value;
  }

  public static float half(float a, double b) {
    return (float) (a / 2 + b);
  }

  public static <T> Future<T> call(Supplier<Future<T>> body) {
    return body.get();
  }

  public static <A, T> Future<T> apply(A argument, Function<A, Future<T>> body) {
    return body.apply(argument);
  }

  /** Both as one text that stays short, also if it is built in a loop. */
  public static String join(Object a, Object b) {
    return cut(cut(Shown.of(a)) + cut(Shown.of(b)));
  }

  public static String cut(String text) {
    return text.length() > 30 ? text.substring(0, 30) : text;
  }

  /** The element of an iterator that has one. */
  public static Object element(AsyncIterator<?> iterator, Object hasNext) {
    return hasNext.equals(true) ? iterator.current() : "no element";
  }

  public static void show(int value) {
    Trace.step("int", value);
  }

  public static void show(long value) {
    Trace.step("long", value);
  }

  public static void show(float value) {
    Trace.step("float", value);
  }

  public static void show(double value) {
    Trace.step("double", value);
  }

  public static void show(Object value) {
    Trace.step("object", cut(Shown.of(value)));
  }

  public static int count(int first, String... rest) {
    Trace.step("count", first, rest);
    return first * 10 + rest.length;
  }

  public static <T extends Comparable<T>> T larger(T a, T b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** For switches. */
  public enum Mode {
    ONE,
    TWO,
    THREE;

    public static Mode of(int number) {
      Trace.step("mode", number);
      return values()[Math.floorMod(number, 3)];
    }
  }

  /** For patterns. */
  public sealed interface Form permits Dot, Line {}

  public record Dot(int x) implements Form {}

  public record Line(Dot from, Object to) implements Form {}

  public static Form form(int x, Object to) {
    Trace.step("form", x);
    return x % 2 == 0 ? new Dot(x) : new Line(new Dot(x), to);
  }

  /** Calls other constructors in its own. */
  public static class Chained extends Base {
    private final String text;

    public Chained(int number) {
      this(number, "chained");
    }

    public Chained(int number, String text) {
      super(number);
      this.text = text;
      Trace.step("Chained", number, text);
    }

    public String sum(long more) {
      return cut(number + text + more);
    }
  }

  /** For anonymous subclasses. */
  public static class Base {
    final int number;

    public Base(int number) {
      this.number = number;
    }

    public Future<Integer> go(int more) {
      Trace.step("go", more);
      return Script.later(number + more);
    }
  }

  /** Has an inner class. */
  public static final class Outer {
    public int field;

    public Outer(int field) {
      this.field = field;
    }

    /** Reads a field of the outer one. */
    public final class Inner {
      private final long own;

      public Inner(long own) {
        this.own = own;
      }

      public long sum() {
        return own + field;
      }
    }
  }

  /** An object that shows when it is made, and refuses some values. */
  public static final class Cell {
    public int i;
    public long j;
    public Object o;

    public Cell(int i) {
      this(i, 1L, "made of an int");
    }

    public Cell(int i, long j, Object o) {
      Trace.step("new Cell", i, j, cut(Shown.of(o)));
      if (i % 7 == 6) {
        throw new Boom(i);
      }
      this.i = i;
      this.j = j;
      this.o = o;
    }

    @Override
    public String toString() {
      return "Cell " + i + " " + j;
    }
  }

  /** Shows when it is opened and closed. */
  public static final class Resource implements AutoCloseable {
    private final int number;

    public Resource(int number) {
      this.number = number;
      Trace.step("open", number);
    }

    public int number() {
      return number;
    }

    @Override
    public void close() {
      Trace.step("close", number);
      if (number % 5 == 4) {
        throw new Boom(number);
      }
    }
  }

  /** The failure of made-up programs. */
  public static class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Boom(int number) {
      super("boom " + number);
    }
  }

  /** A more special failure. */
  public static final class Bang extends Boom {
    private static final long serialVersionUID = 1L;

    public Bang(int number) {
      super(-number);
    }
  }
}
