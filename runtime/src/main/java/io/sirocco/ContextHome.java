package io.sirocco;

/**
 * A place together with a context: what is handed to it runs at that place, in that context.
 *
 * <p>One object serves everything that begins in the same context, and code without a context never
 * meets one.
 */
final class ContextHome extends Scheduler {
  private final Scheduler place; // a loop or the trampoline
  private final Context context; // not empty
  private final Scope scope; // null: none

  private ContextHome(Scheduler place, Context context) {
    this.place = place;
    this.context = context;
    this.scope = Scope.of(context, place);
  }

  /** The place itself if there is no context. */
  static Scheduler of(Scheduler place, Context context) {
    return context == Context.EMPTY ? place : new ContextHome(place, context);
  }

  @Override
  Context context() {
    return context;
  }

  @Override
  Scope scope() {
    return scope;
  }

  @Override
  Scheduler withoutScope() {
    return of(place, Scope.leave(context));
  }

  @Override
  Scheduler place() {
    return place;
  }

  @Override
  void post(Waiter waiter, Object argument) {
    place.post(new Step(this, waiter), argument);
  }

  @Override
  Timeout schedule(long deadlineNanos, Waiter action, Object argument) {
    return place.schedule(deadlineNanos, new Step(this, action), argument);
  }

  @Override
  boolean settleEnded(CoroutineFrame<?> ended, Object outcome) {
    boolean isFirst = place.settleEnded(ended, outcome);
    if (scope != null) {
      scope.end(ended);
    }
    return isFirst;
  }

  @Override
  long time() {
    return place.time();
  }

  @Override
  void runInContext(Waiter waiter, Object argument) {
    if (scope == null) {
      runWithBridges(waiter, argument);
      return;
    }
    Object told = scope.enter(waiter, argument);
    try {
      runWithBridges(waiter, told);
    } finally {
      scope.leave();
    }
  }

  private void runWithBridges(Waiter waiter, Object argument) {
    if (!Bridges.ANY) {
      super.runInContext(waiter, argument);
      return;
    }
    Object[] outer = Bridges.swap(context.bridged());
    try {
      super.runInContext(waiter, argument);
    } finally {
      Bridges.install(outer);
    }
  }

  /** Something that was handed over, waiting for its turn. */
  static final class Step extends Task {
    private final Scheduler home;
    private final Waiter waiter;

    Step(Scheduler home, Waiter waiter) {
      this.home = home;
      this.waiter = waiter;
    }

    /** What will be run there; a waiter that was not handed over with a context is that itself. */
    static Waiter unwrapped(Waiter step) {
      return step instanceof Step handedOver ? handedOver.waiter : step;
    }

    @Override
    void run(Object argument) {
      home.runInContext(waiter, argument);
    }
  }
}
