package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.util.Arrays;

/** All primitive types, live across awaits. */
public final class PrimitiveTarget {
  private boolean flag;
  private char letter;
  private short number;
  private byte bits;

  private PrimitiveTarget() {}

  @Coroutine
  @Shape(117)
  public static Future<String> small_types_in_locals() {
    boolean z = true;
    byte y = -128;
    char h = '\uffff';
    short s = -32768;
    float f = Float.MIN_VALUE;
    await(later(1));
    y--;
    h++;
    s--;
    z = !z;
    await(later(2));
    return Future.of(z + " " + y + " " + (int) h + " " + s + " " + f);
  }

  @Coroutine
  @Shape(118)
  public static Future<String> merges_of_small_types() {
    String t = "";
    for (int i = 0; i < 2; i++) {
      boolean c = i == 0;
      boolean r = c ? await(later(true)) : t.isEmpty();
      char h = 'a';
      int n = c ? h : 70000;
      short s = c ? (short) n : await(later((short) 5));
      await(later(0));
      t += r + " " + n + " " + s + " " + (c ? h : 'z') + ";";
    }
    return Future.of(t);
  }

  @Coroutine
  @Shape(119)
  public static Future<String> one_constant_in_several_variables() {
    boolean a = true;
    int b = 1;
    byte c = 1;
    char d = 1;
    long e = 1;
    await(later(1));
    return Future.of(a + "" + b + c + (int) d + e);
  }

  @Coroutine
  @Shape(120)
  public static Future<String> narrowing_of_an_awaited_value() {
    byte b = (byte) (int) await(later(200));
    char c = (char) (await(later(65)) + b - b);
    short s = (short) (long) await(later(100_000L));
    int i = (int) (double) await(later(1e20));
    long l = (long) (float) await(later(Float.NaN)) + b;
    return Future.of(b + " " + c + " " + s + " " + i + " " + l + (byte) (b + await(later(100))));
  }

  @Coroutine
  @Shape(121)
  public static Future<String> values_that_need_the_narrow_type() {
    return new PrimitiveTarget().store();
  }

  @Coroutine
  private Future<String> store() {
    boolean z = await(later(true));
    char c = 'q';
    short s = 300;
    byte b = 3;
    await(later(0));
    flag = z;
    letter = c;
    number = s;
    bits = b;
    boolean[] zs = {z, await(later(false))};
    char[] cs = {c, await(later('r'))};
    short[] ss = {s, await(later((short) 1))};
    return Future.of(flag + "" + letter + number + bits + Arrays.toString(zs) + Arrays.toString(cs)
        + Arrays.toString(ss) + take(z, c, s, b, await(later(1L))));
  }

  private static String take(boolean z, char c, short s, byte b, long l) {
    return "" + z + c + s + b + l;
  }

  @Coroutine
  @Shape(122)
  public static Future<String> bits_of_floating_point_numbers() {
    double nan = Double.longBitsToDouble(0x7ff8000000000123L);
    double zero = -0.0;
    float fnan = Float.intBitsToFloat(0x7fc00123);
    float fzero = -0.0f;
    await(later(1));
    float[] f = {fnan, fzero};
    await(later(2));
    long rest = Double.doubleToRawLongBits(await(later(Double.MIN_VALUE)) + 1 / zero);
    return Future.of(Long.toHexString(Double.doubleToRawLongBits(nan))
        + Integer.toHexString(Float.floatToRawIntBits(f[0]))
        + 1 / f[1]
        + rest);
  }

  @Coroutine
  @Shape(124)
  public static Future<String> boxes_keep_their_identity() {
    Integer big = new Integer(1000);
    Integer same = await(later(big));
    Integer a = await(later(127));
    Integer b = await(later(127));
    Long l = 5L;
    long sum = l + await(later(6L)) + a;
    return Future.of((big == same) + " " + (a == b) + " " + sum + " " + a.equals(b));
  }

  @Coroutine
  @Shape(125)
  public static Future<String> char_switch_with_fall_through() {
    String s = "";
    for (char ch : "abcd".toCharArray()) {
      switch (ch) {
        case 'a':
          s += await(later('A'));
        // falls through
        case 'b':
          s += (char) (ch + await(later(1)));
          break;
        case 'c':
          break;
        default:
          s += (int) ch + await(later("."));
      }
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({117, 133})
  public static Future<String> increments() {
    int i = 0;
    long l = 0;
    char c = 'a';
    byte b = 127;
    i++;
    int j = i++ + await(later(10)) + ++i;
    l += j-- - await(later(1));
    c++;
    b++;
    c += await(later(1));
    b -= await(later(1));
    i += 40000;
    i -= await(later(1));
    i <<= await(later(2));
    l >>>= await(later(1));
    return Future.of(i + " " + j + " " + l + " " + c + " " + b);
  }

  @Coroutine
  @Shape(117)
  public static Future<String> comparisons() {
    long a = 5;
    double d = 2.5;
    float f = 1.5f;
    String s = "";
    s += a < await(later(6L)) ? "1" : "0";
    s += d > await(later(3.0)) ? "1" : "0";
    s += f >= await(later(Float.NaN)) ? "1" : "0";
    s += !(f < await(later(Float.NaN))) ? "1" : "0";
    s += a == await(later(5)) ? "1" : "0";
    return Future.of(s);
  }
}
