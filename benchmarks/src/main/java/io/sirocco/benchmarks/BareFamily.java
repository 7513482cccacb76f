package io.sirocco.benchmarks;

import java.util.function.IntFunction;

/** Parents that wait for many children, as state machines: the practical limit. */
final class BareFamily {
  private BareFamily() {}

  static BareFuture parent(BareFuture[] awaited, BareQueue queue) {
    BareFuture[] children = new BareFuture[awaited.length];
    for (int i = 0; i < awaited.length; i++) {
      children[i] = BareRows.once(awaited[i], i, queue);
    }
    return sum(children, queue);
  }

  static BareFuture skynet(int first, int leaves, IntFunction<BareFuture> leaf, BareQueue queue) {
    if (leaves == 1) {
      return leaf.apply(first);
    }
    BareFuture[] children = new BareFuture[Rows.CHILDREN];
    int each = leaves / Rows.CHILDREN;
    for (int i = 0; i < Rows.CHILDREN; i++) {
      children[i] = skynet(first + i * each, each, leaf, queue);
    }
    return sum(children, queue);
  }

  private static BareFuture sum(BareFuture[] children, BareQueue queue) {
    int sum = 0;
    SumMachine machine = null;
    for (BareFuture child : children) {
      Object value = child.poll();
      if (value != null) {
        sum += (Integer) value;
      } else {
        if (machine == null) {
          machine = new SumMachine(queue);
        }
        machine.left++;
        child.register(machine);
      }
    }
    if (machine == null) {
      return new BareFuture(sum);
    }
    machine.sum = sum;
    return machine;
  }

  /** Waits for all of them at once, and is resumed by each. */
  private static final class SumMachine extends BareMachine {
    private int left;
    private int sum;

    SumMachine(BareQueue queue) {
      super(queue);
    }

    @Override
    void resume(Object value) {
      sum += (Integer) value;
      if (--left == 0) {
        complete(sum);
      }
    }
  }
}
