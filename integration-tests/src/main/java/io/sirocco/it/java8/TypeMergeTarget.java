package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedList;
import java.util.TreeSet;

/** Locals whose type comes from more than one place. */
public final class TypeMergeTarget {
  private TypeMergeTarget() {}

  @Coroutine
  @Shape(89)
  public static Future<String> null_merged_with_a_type() {
    String x = null;
    for (int i = 0; i < 3; i++) {
      if (await(later(i)) == 1) {
        x = "one";
      }
      step(x);
    }
    return Future.of(x);
  }

  @Coroutine
  @Shape(90)
  public static Future<String> local_that_is_always_null() {
    Object o = null;
    int[] a = null;
    String s = await(later("s"));
    s += o;
    await(later(1));
    return Future.of(s + o + (a == null));
  }

  @Coroutine
  @Shape(91)
  public static Future<String> null_and_then_a_number() {
    String v = null;
    int n = 7;
    long l = 8;
    Object w = null;
    await(later(1));
    if (n > 5) {
      v = "x" + l;
    }
    return Future.of(v + n + w);
  }

  @Coroutine
  @Shape(92)
  public static Future<String> interface_merge() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      Collection<String> q = i == 0 ? new ArrayList<String>() : new TreeSet<String>();
      q.add(await(later("b")));
      q.add(await(later("a")));
      s += q;
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(93)
  public static Future<String> merge_of_unrelated_types_with_common_interfaces() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      Comparable<?> v = i == 0 ? (Comparable<?>) "s" : (Comparable<?>) Integer.valueOf(1);
      s += await(later("-")) + v + v.hashCode();
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(94)
  public static Future<String> class_merge() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      Number n = 1;
      if (i == 1) {
        n = 1.5f;
      }
      s += await(later(10)) + n.intValue() + n.toString();
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({96, 98})
  public static Future<String> reference_array_or_primitive_array() {
    String s = "";
    for (int i = 0; i < 3; i++) {
      Object o;
      if (i == 0) {
        o = new String[] {"a"};
      } else if (i == 1) {
        o = new int[] {1};
      } else {
        o = new long[][] {{2}};
      }
      s += await(later("-"));
      s += o.getClass().getSimpleName();
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(97)
  public static Future<String> two_reference_arrays() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      Object[] o = i == 0 ? new String[] {"x", "y"} : new Integer[] {3, 4};
      Comparable<?>[] c = i == 0 ? new String[] {"p"} : new Integer[] {5};
      s += await(later("-")) + o[0];
      s += await(later("+")) + c[0] + o.length;
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(99)
  public static Future<String> array_or_cloneable() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      Cloneable c = i == 0 ? (Cloneable) new int[0] : (Cloneable) new Date(0);
      java.io.Serializable z =
          i == 0 ? (java.io.Serializable) new String[0] : (java.io.Serializable) "z";
      s += await(later("-")) + c.getClass().getSimpleName() + z.getClass().getSimpleName();
    }
    return Future.of(s);
  }

  private static final class Point {
    final int x;
    final int y;

    Point(int x, int y) {
      this.x = x;
      this.y = y;
    }
  }

  @Coroutine
  @Shape({100, 136})
  public static Future<Integer> for_each_over_an_array() {
    Point[] points = {new Point(1, 2), new Point(3, 4), new Point(5, 6)};
    int r = 0;
    for (Point p : points) {
      r += await(later(p.x)) + p.y;
    }
    for (long l : new long[] {10, 20}) {
      r += await(later(l)) * l;
    }
    return Future.of(r);
  }

  @Coroutine
  @Shape({100, 230})
  public static Future<String> for_each_over_a_collection() {
    String s = "";
    for (String a : Arrays.asList("a", "b")) {
      for (Integer b : new LinkedList<Integer>(Arrays.asList(1, 2))) {
        s += a + await(later(b)) + (b > 1 ? await(later(a)) : "");
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(101)
  public static Future<String> string_switch_in_a_for_each_over_an_array() {
    String r = "";
    for (String s : new String[] {"Aa", "BB", "c", "Aa"}) {
      switch (s) {
        case "Aa":
          r += await(later("1"));
          break;
        case "BB":
          r += await(later("2")) + s;
          break;
        default:
          r += await(later("0"));
      }
    }
    return Future.of(r);
  }

  @Coroutine
  @Shape(102)
  public static Future<String> element_of_a_null_array() {
    try {
      Object o = ((Object[]) null)[await(later(0))];
      return Future.of("never" + o);
    } catch (NullPointerException e) {
      return Future.of("null" + await(later(1)));
    }
  }

  @Coroutine
  @Shape(103)
  public static Future<String> boolean_and_byte_arrays() {
    boolean[] z = {true, false};
    byte[] b = {1, -1};
    z[0] = await(later(false));
    b[1] = await(later((byte) 5));
    z[1] = z[0] ^ await(later(true));
    b[0] += b[1] * await(later((byte) 2));
    return Future.of(Arrays.toString(z) + Arrays.toString(b));
  }

  @Coroutine
  @Shape({105, 106})
  public static Future<Integer> narrower_and_wider_than_declared() {
    Object o = "text";
    CharSequence c = new StringBuilder("ab");
    await(later(1));
    int n = ((String) o).length() + c.length();
    o = c;
    await(later(2));
    return Future.of(n + ((StringBuilder) o).append("c").length());
  }

  @Coroutine
  @Shape(115)
  public static Future<String> clone_of_arrays() {
    int[] a = {1, 2};
    int[] c = a.clone();
    c[0] = await(later(9));
    String[][] s = {{"x"}};
    String[][] t = s.clone();
    t[0] = new String[] {await(later("y"))};
    return Future.of(a[0] + " " + c[0] + s[0][0] + t[0][0]);
  }
}
