package io.sirocco;

/** The {@link ContextBridge}s of this program. */
final class Bridges {
  private static final ContextBridge<?>[] ALL = services();

  /** Whether there are any; a constant for the JIT compilers. */
  static final boolean ANY = ALL.length > 0;

  private Bridges() {}

  /** What all bridges find in this thread, in their order; null if there are none. */
  static Object[] capture() {
    if (!ANY) {
      return null;
    }
    Object[] captured = new Object[ALL.length];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = capture(ALL[i]);
    }
    return captured;
  }

  /**
   * Brings what was captured into this thread.
   *
   * @param captured null leaves the thread as it is
   */
  static void install(Object[] captured) {
    for (int i = 0; captured != null && i < captured.length; i++) {
      install(ALL[i], captured[i]);
    }
  }

  /** As {@link #install}; returns what was there before. */
  static Object[] swap(Object[] captured) {
    if (captured == null) {
      return null;
    }
    Object[] outer = capture();
    install(captured);
    return outer;
  }

  /** A suspension cannot fail half way: what a bridge throws is logged. */
  private static Object capture(ContextBridge<?> bridge) {
    try {
      return bridge.capture();
    } catch (Throwable exception) {
      return failed(bridge, exception);
    }
  }

  @SuppressWarnings("unchecked") // it was captured by the same bridge
  private static <C> void install(ContextBridge<C> bridge, Object captured) {
    try {
      bridge.install((C) captured);
    } catch (Throwable exception) {
      failed(bridge, exception);
    }
  }

  private static Object failed(ContextBridge<?> bridge, Throwable exception) {
    Log.error("Exception in context bridge " + bridge.getClass().getName(), exception);
    return null;
  }

  private static ContextBridge<?>[] services() {
    return Services.load(ContextBridge.class, "A context bridge cannot be loaded")
        .toArray(ContextBridge<?>[]::new);
  }
}
