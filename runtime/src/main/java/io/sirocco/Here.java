package io.sirocco;

import java.util.function.Supplier;

/** What this thread is in the middle of: its current loop, and the context of the code that it runs. */
final class Here {
  private static final ThreadLocal<Here> OF_THREAD = new ThreadLocal<>();

  private IOLoop loop; // null: none
  private Scheduler home = Trampoline.INSTANCE; // the loop or the trampoline, with the context

  private Here() {}

  // ---- the loop -------------------------------------------------------------------------------

  /** The current loop of this thread, or null. */
  static IOLoop loop() {
    Here here = OF_THREAD.get();
    return here == null ? null : here.loop;
  }

  /**
   * Makes a loop the current one; the context stays as it is.
   *
   * @param loop null for none
   */
  static void setLoop(IOLoop loop) {
    Context context = home().context();
    if (loop == null && context == Context.EMPTY) {
      OF_THREAD.remove(); // leave nothing in the threads of others
      return;
    }
    Here here = ofThread();
    here.loop = loop;
    here.home = ContextHome.of(here.place(), context);
  }

  // ---- the context ----------------------------------------------------------------------------

  /** Where something that begins now lives, with the present context. */
  static Scheduler home() {
    Here here = OF_THREAD.get();
    return here == null ? Trampoline.INSTANCE : here.home;
  }

  /**
   * Takes over the context of {@code home}. The current loop of this thread stays what it is.
   *
   * @return something with the context that was left; to be entered when the work is done
   */
  static Scheduler enter(Scheduler home) {
    if (!Context.inUse) {
      return Trampoline.INSTANCE; // they are all empty
    }
    Here here = OF_THREAD.get();
    if (here == null) {
      if (home.context() == Context.EMPTY) {
        return Trampoline.INSTANCE;
      }
      here = ofThread();
    }
    Scheduler outer = here.home;
    here.home = home.place() == here.place() ? home : ContextHome.of(here.place(), home.context());
    return outer;
  }

  /** Something with the present context, for {@link #enter}. */
  static Scheduler present() {
    return Context.inUse ? home() : Trampoline.INSTANCE;
  }

  /** Changes the context of the code that runs now. */
  static void setContext(Context context) {
    Context.inUse = true;
    Here here = ofThread();
    here.home = ContextHome.of(here.place(), context);
  }

  /** What begins from now on belongs to no scope. */
  static void leaveScope() {
    enter(present().withoutScope());
  }

  /** Calls something that sees the present context, but whose changes of it end with the call. */
  static <R> R callInOwnContext(Supplier<R> body) {
    Scheduler outer = present();
    try {
      return body.get();
    } finally {
      enter(outer);
    }
  }

  private Scheduler place() {
    return loop != null ? loop : Trampoline.INSTANCE;
  }

  private static Here ofThread() {
    Here here = OF_THREAD.get();
    if (here == null) {
      here = new Here();
      OF_THREAD.set(here);
    }
    return here;
  }
}
