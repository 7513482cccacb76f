package io.sirocco;

import java.util.function.Supplier;

/**
 * What this thread is in the middle of: its current loop, and the context of the code that it runs.
 *
 * <p>Kept in an array of each thread, whose cells are null when there is nothing to be kept: the thread may
 * be one of others, that lives on when the class loader of this class is of no use any more, and must not
 * refer to any object of its classes then.
 */
final class Here {
  private static final int LOOP = 0; // null: none
  private static final int HOME =
      1; // the loop or the trampoline, with the context; null: the trampoline
  private static final int CELLS = 2;

  private static final ThreadLocal<Object[]> OF_THREAD = new ThreadLocal<>();

  private Here() {}

  // ---- the loop -------------------------------------------------------------------------------

  /** The current loop of this thread, or null. */
  static IOLoop loop() {
    Object[] here = OF_THREAD.get();
    return here == null ? null : (IOLoop) here[LOOP];
  }

  /**
   * Makes a loop the current one; the context stays as it is.
   *
   * @param loop null for none
   */
  static void setLoop(IOLoop loop) {
    Context context = home().context();
    if (loop == null && context == Context.EMPTY) {
      OF_THREAD.remove();
      return;
    }
    Object[] here = ofThread();
    here[LOOP] = loop;
    setHome(here, ContextHome.of(place(here), context));
  }

  // ---- the context ----------------------------------------------------------------------------

  /** Where something that begins now lives, with the present context. */
  static Scheduler home() {
    Object[] here = OF_THREAD.get();
    return here == null ? Trampoline.INSTANCE : home(here);
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
    Object[] here = OF_THREAD.get();
    if (here == null) {
      if (home.context() == Context.EMPTY) {
        return Trampoline.INSTANCE;
      }
      here = ofThread();
    }
    Scheduler outer = home(here);
    Scheduler place = place(here);
    setHome(here, home.place() == place ? home : ContextHome.of(place, home.context()));
    return outer;
  }

  /** Something with the present context, for {@link #enter}. */
  static Scheduler present() {
    return Context.inUse ? home() : Trampoline.INSTANCE;
  }

  /** Changes the context of the code that runs now. */
  static void setContext(Context context) {
    Context.inUse = true;
    Object[] here = ofThread();
    setHome(here, ContextHome.of(place(here), context));
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

  // ---- the cells ------------------------------------------------------------------------------

  private static Scheduler place(Object[] here) {
    IOLoop loop = (IOLoop) here[LOOP];
    return loop != null ? loop : Trampoline.INSTANCE;
  }

  private static Scheduler home(Object[] here) {
    Scheduler home = (Scheduler) here[HOME];
    return home != null ? home : Trampoline.INSTANCE;
  }

  private static void setHome(Object[] here, Scheduler home) {
    here[HOME] = home == Trampoline.INSTANCE ? null : home;
  }

  private static Object[] ofThread() {
    Object[] here = OF_THREAD.get();
    if (here == null) {
      here = new Object[CELLS];
      OF_THREAD.set(here);
    }
    return here;
  }
}
