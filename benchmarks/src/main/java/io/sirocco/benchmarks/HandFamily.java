package io.sirocco.benchmarks;

import io.sirocco.CoroutineFrame;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Parents that wait for many children, as state machines on our own futures. */
final class HandFamily {
  private HandFamily() {}

  static Future<Integer> parent(Future<Integer>[] awaited) {
    try {
      List<Future<Integer>> children = new ArrayList<>(awaited.length);
      for (int i = 0; i < awaited.length; i++) {
        children.add(HandRows.once(awaited[i], i));
      }
      return sumOf(children);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  static Future<Integer> skynet(int first, int leaves, IntFunction<Future<Integer>> leaf) {
    try {
      if (leaves == 1) {
        return leaf.apply(first);
      }
      List<Future<Integer>> children = new ArrayList<>(Rows.CHILDREN);
      int each = leaves / Rows.CHILDREN;
      for (int i = 0; i < Rows.CHILDREN; i++) {
        children.add(skynet(first + i * each, each, leaf));
      }
      return sumOf(children);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static Future<Integer> sumOf(List<Future<Integer>> children) {
    Future<List<Integer>> all = Coroutines.multi(children);
    Object outcome = CoroutineFrame.poll(all);
    return outcome == null ? new SumFrame().park(all) : sum(CoroutineFrame.take(null, outcome));
  }

  private static Future<Integer> sum(Object results) {
    int sum = 0;
    for (Object result : (List<?>) results) {
      sum += (Integer) result;
    }
    return Future.of(sum);
  }

  private static final class SumFrame extends CoroutineFrame<Integer> {
    @Override
    protected void resume(Object outcome) {
      finish(sum(take(null, outcome)), this);
    }
  }
}
