package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
import java.util.Arrays;

/** Values of all categories that lie on the operand stack below the awaited future. */
public final class OperandStackTarget {
  private int counter;
  private long total = 3;
  private static double ratio = 1.5;

  private static String join(Object a, long b, int c, double d, Object e) {
    return a + "," + b + "," + c + "," + d + "," + e;
  }

  private static int index(int i) {
    step("index", i);
    return i;
  }

  private static String two(Object a, Object b) {
    return a + "/" + b;
  }

  @Coroutine
  @Shape({1, 11})
  public static Future<String> mixed_operands_below_an_argument() {
    long l = 21;
    double d = 0.5;
    return Future.of(join("j", l * 2, await(later(7)), d * await(later(3)), null));
  }

  @Coroutine
  @Shape(2)
  public static Future<String> wide_operands() {
    long l = 1L << 40;
    double d = -0.0;
    long sum = l + await(later(3)) * l;
    double difference = d - await(later(8)) / d;
    float f = 2.5f;
    return Future.of(sum + " " + difference + " " + (f * l - await(later(1.25f)) * 2));
  }

  @Coroutine
  @Shape({3, 304})
  public static Future<String> operands_are_evaluated_from_left_to_right() {
    return Future.of(
        pass(1) + "-" + await(later(pass("a"))) + "-" + pass(2) + await(later(pass("b"))));
  }

  @Coroutine
  @Shape(4)
  public static Future<int[]> array_store() {
    int[] a = new int[3];
    int i = 0;
    a[i++] = await(later(5));
    a[index(i++)] = await(later(6)) + a[0];
    a[i] = i + await(later(7));
    return Future.of(a);
  }

  @Coroutine
  @Shape(4)
  public static Future<String> failing_array_store_fails_after_the_await() {
    int[] a = new int[1];
    int[] none = null;
    try {
      a[index(4)] = await(later(pass(1)));
    } catch (ArrayIndexOutOfBoundsException e) {
      step("outside", e);
    }
    try {
      none[index(0)] = await(later(pass(2)));
    } catch (NullPointerException e) {
      step("null array");
    }
    return Future.of(Arrays.toString(a));
  }

  @Coroutine
  @Shape({5, 123})
  public static Future<String> compound_assignment_to_an_element() {
    long[] a = {10, 20};
    byte[] b = {120};
    boolean[] z = {true};
    char[] c = {'a'};
    a[index(1)] += await(later(5L));
    b[index(0)] += await(later(10));
    z[index(0)] &= await(later(false));
    c[index(0)] += await(later(2));
    a[index(0)] -= change(a) + await(later(1L));
    return Future.of(a[0] + " " + a[1] + " " + b[0] + " " + z[0] + " " + c[0]);
  }

  private static long change(long[] a) {
    a[0] = 1000;
    return 1;
  }

  @Coroutine
  @Shape(6)
  public static Future<String> compound_assignment_to_a_field() {
    return new OperandStackTarget().addToFields();
  }

  @Coroutine
  private Future<String> addToFields() {
    counter += await(later(4));
    this.total *= bump() + await(later(2L));
    ratio -= await(later(0.25));
    counter++;
    return Future.of(counter + " " + total + " " + ratio);
  }

  private long bump() {
    total = 100;
    return 5;
  }

  @Coroutine
  @Shape(7)
  public static Future<String> string_appended_to_an_element() {
    String[] s = {"a", "b"};
    s[index(1)] += await(later("c"));
    s[index(0)] += await(later(1)) + s[1];
    return Future.of(s[0] + s[1]);
  }

  @Coroutine
  @Shape(8)
  public static Future<String> chained_assignment() {
    int x;
    int y;
    int[] a = new int[2];
    long z;
    long[] b = new long[1];
    x = y = await(later(9));
    int w = (a[1] = await(later(4))) + x;
    z = b[0] = await(later(6L)) + z(y);
    return Future.of(x + " " + y + " " + w + " " + a[1] + " " + z + " " + b[0]);
  }

  private static int z(int y) {
    return y * 10;
  }

  @Coroutine
  @Shape(9)
  public static Future<Integer> copy_of_a_local_on_the_stack() {
    int t = 1;
    for (int k = 1; k < 4; k++) {
      t += index(k) * await(later(k));
    }
    t = t + (t = await(later(100))) + t;
    return Future.of(t);
  }

  @Coroutine
  @Shape(10)
  public static Future<String> same_reference_twice_on_the_stack() {
    StringBuilder b = new StringBuilder("x");
    String text = b.append(await(later("y")))
        .append(b.length())
        .append(b == b.append(await(later("z"))))
        .toString();
    return Future.of(text);
  }

  @Coroutine
  @Shape({11, 90})
  public static Future<String> null_on_the_stack() {
    return Future.of(
        two(null, await(later("v"))) + two(await(later(null)), two(null, await(later(1)))));
  }

  @Coroutine
  @Shape(12)
  public static Future<String> await_as_receiver() {
    return Future.of(await(later("abcdef"))
        .substring(await(later(1)), await(later(4)))
        .concat(await(later("!"))));
  }

  @Coroutine
  @Shape(13)
  public static Future<Void> discarded_results() {
    await(later((Void) null));
    await(later(5L));
    await(later("s"));
    step("after");
    await(later(1.0));
    return Future.of(null);
  }

  @Coroutine
  @Shape({14, 68})
  public static Future<String> unboxed_and_compared_at_once() {
    String s = "";
    if (await(later(true)) && !await(later(false))) {
      s += "both";
    }
    if (await(later(true))
        || await(Script.<Boolean>failing(new IllegalStateException("not evaluated")))) {
      s += " first";
    }
    try {
      if (await(OperandStackTarget.<Boolean>laterNull())) {
        s += " never";
      }
    } catch (NullPointerException e) {
      s += " null";
    }
    return Future.of(s);
  }

  private static <T> Future<T> laterNull() {
    return later(null);
  }

  @Coroutine
  @Shape(15)
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static Future<String> wrong_element_type_fails_at_the_await() {
    Future<Integer> polluted = (Future) later("text");
    try {
      int x = await(polluted);
      return Future.of("never" + x);
    } catch (ClassCastException e) {
      return Future.of("caught");
    }
  }

  @Coroutine
  @Shape({16, 175})
  public static Future<String> ternary_with_awaits_in_both_arms() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      boolean b = i == 0;
      s += join(
          "t",
          b ? await(later(1L)) : await(later(2L)),
          await(later(3)),
          b ? 0.5 : await(later(4.5)),
          b);
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(17)
  public static Future<String> conditions_that_do_not_short_circuit() {
    boolean or = pass(true) | await(later(false));
    boolean xor = await(later(true)) ^ await(later(true));
    boolean and = await(later(true)) & pass(false) & await(later(true));
    return Future.of(or + " " + xor + " " + and);
  }

  @Coroutine
  @Shape({21, 43})
  public static Future<String> many_operands_of_a_concatenation() {
    int i = 7;
    long l = 8;
    char c = 'c';
    String s = "" + i + l + c + i + l + c + i + l + c + i + l + c + i + l + c + i + l + c + i + l
        + c + i + l + c + i + l + c
        + i + l + c + i + l + c + i + l + c + i + l + c + i + l + c + i + l + c + i + l + c + i + l
        + c + i + l + c
        + await(later("x")) + i + 1.5f + await(later("y")) + 2.5 + true + null;
    return Future.of(s);
  }

  private static int f(int a, int b) {
    return a * 3 + b;
  }

  @Coroutine
  @Shape(22)
  public static Future<Integer> deeply_nested_arguments() {
    return Future.of(f(
        await(later(1)),
        f(
            await(later(2)),
            f(
                await(later(3)),
                f(
                    await(later(4)),
                    f(
                        await(later(5)),
                        f(
                            await(later(6)),
                            f(
                                await(later(7)),
                                f(await(later(8)), f(await(later(9)), await(later(10))))))))))));
  }

  @Coroutine
  @Shape({23, 134})
  public static Future<Integer> local_without_a_value_at_the_await() {
    int x;
    if (pass(true)) {
      x = 2;
    }
    int a = await(later(1));
    x = 3 + a;
    String r;
    if (pass(false)) {
      r = "a";
    } else {
      r = await(later("bc"));
    }
    return Future.of(x + r.length());
  }

  @Coroutine
  @Shape(42)
  public static Future<String> array_initialisers() {
    int[] a = {1, await(later(2)), 3};
    long[] l = {await(later(4L)), 5, await(later(6L))};
    String[][] s = {{await(later("a"))}, {"b", await(later("c"))}, null};
    double[][] m = new double[await(later(2))][await(later(3))];
    return Future.of(
        Arrays.toString(a) + Arrays.toString(l) + Arrays.deepToString(s) + Arrays.deepToString(m));
  }

  @Coroutine
  @Shape({1, 2})
  public static Future<String> every_kind_of_value_below_one_await() {
    byte b = 1;
    short s = 2;
    char c = '3';
    boolean z = true;
    float f = 4.5f;
    long l = 6;
    double d = 7.5;
    Object o = "o";
    int[] a = {8};
    return Future.of(all(b, s, c, z, 5, f, l, d, o, a, await(later("!")))
        + b
        + s
        + c
        + z
        + f
        + l
        + d
        + o
        + a[0]);
  }

  private static String all(
      byte b,
      short s,
      char c,
      boolean z,
      int i,
      float f,
      long l,
      double d,
      Object o,
      int[] a,
      String t) {
    return "" + b + s + c + z + i + f + l + d + o + a[0] + t;
  }
}
