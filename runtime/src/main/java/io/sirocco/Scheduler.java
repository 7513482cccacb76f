package io.sirocco;

/** Where a coroutine lives: the place that runs it again after a suspension. */
abstract class Scheduler {
  /**
   * Runs {@code waiter.run(argument)}: a loop on its own thread, soon, in the order of the calls and
   * never inside this call; the {@link Trampoline} in this call if it can. Any thread may call it.
   */
  abstract void post(Waiter waiter, Object argument);

  /**
   * Settles a coroutine that lives here and has come to its end. Those who wait for it never run
   * inside this call.
   *
   * @return as {@link Future#settle}
   */
  boolean settleEnded(CoroutineFrame<?> ended, Object outcome) {
    return ended.settle(outcome);
  }

  /** Runs {@code action.run(argument)} when {@link #time} has reached {@code deadlineNanos}. */
  abstract Timeout schedule(long deadlineNanos, Waiter action, Object argument);

  /** The present time in nanoseconds; see {@link TimeSource}. */
  abstract long time();

  /** The context of what is handed over. */
  Context context() {
    return Context.EMPTY;
  }

  /** The scope of what begins here; null for none. */
  Scope scope() {
    return null;
  }

  /** The same place and context, outside of any scope: for callbacks, which no scope waits for. */
  Scheduler withoutScope() {
    return this;
  }

  /** The loop or the trampoline, without a context. */
  Scheduler place() {
    return this;
  }

  /** Runs {@code waiter.run(argument)} inside this call, in the context of this scheduler. */
  void runInContext(Waiter waiter, Object argument) {
    Scheduler outer = Here.enter(this);
    try {
      waiter.run(argument);
    } finally {
      Here.enter(outer);
    }
  }

  /** The same place with the present context of this thread. */
  final Scheduler withPresentContext() {
    Scheduler here = here();
    if (here.context() == context()) {
      return this;
    }
    return here.place() == place() ? here : ContextHome.of(place(), here.context());
  }

  /**
   * The current loop of this thread or, where there is none, the {@link Trampoline}. For what runs no code
   * of users.
   */
  static Scheduler current() {
    IOLoop loop = Here.loop();
    return loop != null ? loop : Trampoline.INSTANCE;
  }

  /** As {@link #current}, with the present context of this thread. */
  static Scheduler here() {
    Scheduler home = Here.home();
    return Bridges.ANY ? ContextHome.of(home.place(), home.context().withBridged()) : home;
  }

  /** Makes {@code step} run in the present context of this thread, wherever it will be handed to. */
  static Waiter inPresentContext(Waiter step) {
    if (!Context.inUse) {
      return step;
    }
    Scheduler here = here().withoutScope();
    return here.context() == Context.EMPTY ? step : new ContextHome.Step(here, step);
  }
}
