package io.sirocco.benchmarks;

/** The rows as state machines on {@link BareFuture}: the practical limit. */
final class BareRows {
  private BareRows() {}

  // ---- ready ----------------------------------------------------------------------------------

  static BareFuture ready(BareFuture[] done, BareQueue queue) {
    int sum = 0;
    for (int i = 0; i < done.length; i++) {
      Object value = done[i].poll();
      if (value == null) {
        ReadyMachine machine = new ReadyMachine(queue, done);
        machine.i = i;
        machine.sum = sum;
        done[i].register(machine);
        return machine;
      }
      sum += (Integer) value;
    }
    return new BareFuture(sum);
  }

  private static final class ReadyMachine extends BareMachine {
    private final BareFuture[] done;
    private int i;
    private int sum;

    ReadyMachine(BareQueue queue, BareFuture[] done) {
      super(queue);
      this.done = done;
    }

    @Override
    void resume(Object first) {
      Object value = first;
      int sum = this.sum;
      for (int i = this.i; ; ) {
        sum += (Integer) value;
        if (++i == done.length) {
          break;
        }
        value = done[i].poll();
        if (value == null) {
          this.i = i;
          this.sum = sum;
          done[i].register(this);
          return;
        }
      }
      complete(sum);
    }
  }

  // ---- call -----------------------------------------------------------------------------------

  static BareFuture child(int x, BareFuture rare, BareQueue queue) {
    if (x < 0) {
      Object value = rare.poll();
      if (value == null) {
        ChildMachine machine = new ChildMachine(queue);
        rare.register(machine);
        return machine;
      }
      return new BareFuture(value);
    }
    return new BareFuture(x & 63);
  }

  private static final class ChildMachine extends BareMachine {
    ChildMachine(BareQueue queue) {
      super(queue);
    }

    @Override
    void resume(Object value) {
      complete(value);
    }
  }

  static BareFuture call(int calls, BareFuture rare, BareQueue queue) {
    int sum = 0;
    for (int i = 0; i < calls; i++) {
      BareFuture child = child(i, rare, queue);
      Object value = child.poll();
      if (value == null) {
        CallMachine machine = new CallMachine(queue, calls, rare);
        machine.i = i;
        machine.sum = sum;
        child.register(machine);
        return machine;
      }
      sum += (Integer) value;
    }
    return new BareFuture(sum);
  }

  private static final class CallMachine extends BareMachine {
    private final int calls;
    private final BareFuture rare;
    private int i;
    private int sum;

    CallMachine(BareQueue queue, int calls, BareFuture rare) {
      super(queue);
      this.calls = calls;
      this.rare = rare;
    }

    @Override
    void resume(Object first) {
      Object value = first;
      int sum = this.sum;
      for (int i = this.i; ; ) {
        sum += (Integer) value;
        if (++i == calls) {
          break;
        }
        BareFuture child = child(i, rare, queue);
        value = child.poll();
        if (value == null) {
          this.i = i;
          this.sum = sum;
          child.register(this);
          return;
        }
      }
      complete(sum);
    }
  }

  // ---- suspend --------------------------------------------------------------------------------

  static BareFuture suspend(BareSource source, int times, BareQueue queue) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      BareFuture next = source.next();
      Object value = next.poll();
      if (value == null) {
        SuspendMachine machine = new SuspendMachine(queue, source, times);
        machine.i = i;
        machine.sum = sum;
        next.register(machine);
        return machine;
      }
      sum += (Integer) value;
    }
    return new BareFuture(sum);
  }

  private static final class SuspendMachine extends BareMachine {
    private final BareSource source;
    private final int times;
    private int i;
    private int sum;

    SuspendMachine(BareQueue queue, BareSource source, int times) {
      super(queue);
      this.source = source;
      this.times = times;
    }

    @Override
    void resume(Object first) {
      Object value = first;
      int sum = this.sum;
      for (int i = this.i; ; ) {
        sum += (Integer) value;
        if (++i == times) {
          break;
        }
        BareFuture next = source.next();
        value = next.poll();
        if (value == null) {
          this.i = i;
          this.sum = sum;
          next.register(this);
          return;
        }
      }
      complete(sum);
    }
  }

  // ---- spawn ----------------------------------------------------------------------------------

  static BareFuture once(BareFuture awaited, int x, BareQueue queue) {
    Object value = awaited.poll();
    if (value == null) {
      OnceMachine machine = new OnceMachine(queue, x);
      awaited.register(machine);
      return machine;
    }
    return new BareFuture((Integer) value + x & 63);
  }

  private static final class OnceMachine extends BareMachine {
    private final int x;

    OnceMachine(BareQueue queue, int x) {
      super(queue);
      this.x = x;
    }

    @Override
    void resume(Object value) {
      complete((Integer) value + x & 63);
    }
  }

  // ---- fib ------------------------------------------------------------------------------------

  static BareFuture fib(int n, BareQueue queue) {
    if (n < 2) {
      return new BareFuture(n);
    }
    BareFuture left = fib(n - 1, queue);
    Object first = left.poll();
    if (first == null) {
      FibMachine machine = new FibMachine(queue, n);
      left.register(machine);
      return machine;
    }
    BareFuture right = fib(n - 2, queue);
    Object second = right.poll();
    if (second == null) {
      FibMachine machine = new FibMachine(queue, n);
      machine.first = (Integer) first;
      machine.state = 2;
      right.register(machine);
      return machine;
    }
    return new BareFuture((Integer) first + (Integer) second);
  }

  private static final class FibMachine extends BareMachine {
    private final int n;
    private int first;
    private int state = 1;

    FibMachine(BareQueue queue, int n) {
      super(queue);
      this.n = n;
    }

    @Override
    void resume(Object value) {
      Object second = value;
      if (state == 1) {
        first = (Integer) value;
        BareFuture right = fib(n - 2, queue);
        second = right.poll();
        if (second == null) {
          state = 2;
          right.register(this);
          return;
        }
      }
      complete(first + (Integer) second);
    }
  }

  // ---- deep -----------------------------------------------------------------------------------

  static BareFuture deep(BareFuture leaf, int callers, BareQueue queue) {
    BareFuture inner = callers == 0 ? leaf : deep(leaf, callers - 1, queue);
    Object value = inner.poll();
    if (value == null) {
      DeepMachine machine = new DeepMachine(queue);
      inner.register(machine);
      return machine;
    }
    return new BareFuture((Integer) value + 1 & 63);
  }

  private static final class DeepMachine extends BareMachine {
    DeepMachine(BareQueue queue) {
      super(queue);
    }

    @Override
    void resume(Object value) {
      complete((Integer) value + 1 & 63);
    }
  }
}
