package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;

/** Alone in its class: what ECJ makes of it is refused by the JVM, woven or not. */
public final class ArrayDepthTarget {
  private ArrayDepthTarget() {}

  @Coroutine
  @Shape(98)
  public static Future<String> arrays_of_different_depth() {
    String s = "";
    for (int i = 0; i < 2; i++) {
      Object[] a = i == 0 ? new int[][] {{1}} : new String[] {"s"};
      Object[] b = i == 0 ? new int[][] {{2}} : new long[][] {{3}};
      Object c = i == 0 ? new int[] {4} : new long[] {5};
      Object[] d = i == 0 ? new String[][] {{"d"}} : new Integer[] {6};
      await(later(i));
      s += a.length + b.length + c.getClass().getName() + d.getClass().getName();
    }
    return Future.of(s);
  }
}
