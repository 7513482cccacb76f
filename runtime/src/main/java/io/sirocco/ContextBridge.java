package io.sirocco;

/**
 * Lets something that libraries keep per thread follow coroutines over their awaits: a logging context, a
 * security context, any {@link ThreadLocal} (see {@link ThreadLocalBridge}).
 *
 * <p>Implementations are services ({@code META-INF/services/io.sirocco.ContextBridge}), found once, by the
 * class loader of this library. Where there is one, each suspension of a coroutine, and everything that
 * adds a callback or a timer, captures what is in the thread; when the coroutine or callback runs, that is
 * installed, and what the thread had before is put back afterwards. Unlike the value of a {@link
 * ContextLocal}, what a coroutine changes before its first suspension is seen by its caller.
 *
 * <p>Any thread that runs coroutines calls these methods. What they throw is logged, and nothing is carried then.
 *
 * @param <C> what is captured
 */
public interface ContextBridge<C> {
  /**
   * What this thread has now. It is kept and may be installed more than once: take a copy of what can
   * change.
   *
   * @return null for nothing
   */
  C capture();

  /**
   * Lets this thread have what was captured, in this or another thread, in place of what it has.
   *
   * @param captured null for nothing: clears it
   */
  void install(C captured);
}
